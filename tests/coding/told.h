// An event in one line, as tests/data/passages.txt and answers.txt write it.
#pragma once

#include <set>
#include <string>

#include "demarche/reading.h"

namespace demarche::test {

inline std::string side(const Reading& reading, const std::vector<ActorId>& actors) {
  std::set<std::string> codes;
  for (const ActorId a : actors) {
    if (!reading.actors[a].code.empty()) codes.insert(reading.actors[a].code);
  }
  std::string out;
  for (const std::string& c : codes) out += (out.empty() ? "" : ",") + c;
  return out.empty() ? "-" : out;
}

/// "SANCTION recall-envoy MLI > NER planned", parts that say nothing left out; a request is `requested`, a threat `threatened`.
inline std::string told(const Reading& reading, const Event& e) {
  std::string out(name_of(e.type));
  if (!e.measure.empty()) out += " " + e.measure;
  out += " " + side(reading, e.source) + " > " + side(reading, e.target);
  const bool natural = (e.type == EventType::kRequest && e.status == EventStatus::kRequested) || (e.type == EventType::kThreaten && e.status == EventStatus::kThreatened);
  if (e.status != EventStatus::kDone && !natural) out += " " + std::string(name_of(e.status));
  return out;
}

/// "claim RUS > NATO ! NATO"
inline std::string told(const Reading& reading, const Claim& c) {
  std::string out = "claim " + side(reading, c.by) + " > " + side(reading, c.about);
  if (!c.denied_by.empty()) out += " ! " + side(reading, c.denied_by);
  return out;
}

/// "post FIN@RUS consulate: status closed"; of a limit of staff "staff 20>10".
inline std::string told(const Reading& reading, const Post& p, const PostChange& c) {
  const auto code = [&](const std::optional<ActorId>& a) { return a ? side(reading, {*a}) : std::string("-"); };
  const auto number = [](const std::optional<double>& n) { return n ? std::to_string(static_cast<int>(*n)) : std::string(); };
  const std::string out = "post " + code(p.holder) + "@" + code(p.host) + " " + p.kind + ": ";
  return c.what == "staff-limit" ? out + "staff " + number(c.from) + ">" + number(c.to) : out + c.what + " " + c.to_status;
}

/// " by 2024-05-31", " on 2024-05-31": the last day of a time given, else the first from which the change holds; "" where none is read.
std::string when(const PostChange& c) {
  if (!c.effective) return "";
  const bool is_deadline = c.certainty == "deadline";
  return (is_deadline ? " by " : " on ") + to_string(is_deadline ? c.effective->to : c.effective->from);
}

using Lines = std::set<std::string>;

}  // namespace demarche::test
