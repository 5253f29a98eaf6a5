// Feeds, alerts and their messages as JSON: the same objects for the command line and the API. docs/watch.md names every field.
#pragma once

#include "base/json.h"
#include "demarche/alerts.h"
#include "demarche/feeds.h"

namespace demarche {

// Each writes one object, as a value of the writer.
void write(JsonWriter& json, const Feed& feed);
/// Without the secret, but for whether there is one, unless it is wanted.
void write(JsonWriter& json, const Alert& alert, bool with_secret = false);
void write(JsonWriter& json, const Delivery& delivery);

}  // namespace demarche
