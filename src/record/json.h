// Answers as JSON: the same objects for the command line (`--json`), the API and alerts. docs/record.md names every field.
#pragma once

#include <string>

#include "base/json.h"
#include "demarche/record.h"

namespace demarche {

// Each writes one object, as a value of the writer.
void write(JsonWriter& json, const RecordedEvent& event);
void write(JsonWriter& json, const EventDetail& detail);
void write(JsonWriter& json, const Telling& telling);
void write(JsonWriter& json, const RecordedArticle& article);
void write(JsonWriter& json, const RecordedActor& actor);
void write(JsonWriter& json, const RecordedPost& post);
void write(JsonWriter& json, const RecordedStatement& statement);
void write(JsonWriter& json, const RecordedLink& link);
void write(JsonWriter& json, const HandCorrection& correction);
void write(JsonWriter& json, const Change& change);
void write(JsonWriter& json, const RecordCounts& counts);

/// The right values of a "mend", as parse_mend() takes them.
std::string mend_json(const EventMend& mend);

/// "E12", "A3", "P5".
std::string key_text(char letter, std::int64_t key);

}  // namespace demarche
