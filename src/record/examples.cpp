// What readers corrected, as examples for the lexicon: `demarche lexicon check` then says which of them a mended lexicon reads.
// Door: correction_examples().
#include "record/examples.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/lists.h"

namespace demarche {
namespace {

/// A sentence on one line, without what begins a comment there.
std::string as_example(const std::string& sentence) {
  std::string out;
  for (const char c : sentence) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    if (c == '#' && (out.empty() || out.back() == ' ')) continue;
    out.push_back(blank ? ' ' : c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string codes_text(const std::vector<std::string>& parties) {
  std::vector<std::string> codes;
  for (const std::string& p : parties) {
    if (!p.empty() && p[0] != '~') codes.push_back(p);
  }
  return codes.empty() ? "-" : joined(codes, ",");
}

std::string codes_text(const std::vector<RecordedActor>& parties) {
  std::vector<std::string> codes;
  for (const RecordedActor& a : parties) codes.push_back(a.code.empty() ? "~" : a.code);
  return codes_text(codes);
}

struct Example {
  bool positive = true;
  std::string text, parties, note;

  [[nodiscard]] std::string lines(const std::string& indent) const {
    return (note.empty() ? "" : indent + "# " + note + "\n") + indent + (positive ? "= " : "! ") + text + (positive ? " : " + parties : "") + "\n";
  }
};

/// Whether the mend makes it another event, which this frame should not have read.
bool is_another(const EventMend& m) { return m.type || m.cameo || m.measure; }

Example example_of(const HandCorrection& c, const JudgedPlace& p) {
  Example e;
  e.text = as_example(p.sentence);
  const std::string source = c.mend.source ? codes_text(*c.mend.source) : codes_text(p.source);
  const std::string target = c.mend.target ? codes_text(*c.mend.target) : codes_text(p.target);
  e.parties = source + " > " + target;
  e.positive = c.what == "right" || (c.what == "mend" && !is_another(c.mend));
  if (c.what == "mend" && is_another(c.mend)) {
    e.note = "right: " + (c.mend.type ? std::string(name_of(*c.mend.type)) + " " : "") + (c.mend.cameo ? *c.mend.cameo + " " : "") + (c.mend.measure && !c.mend.measure->empty() ? *c.mend.measure + " " : "") + e.parties;
  }
  return e;
}

/// The lines of a frame in the sources, the last that holds; nothing where there is none.
std::vector<std::string> frame_lines(std::span<const SourceFile> sources, const std::string& name) {
  std::vector<std::string> out;
  for (const SourceFile& file : sources) {
    if (!file.name.ends_with(".frames")) continue;
    bool inside = false;
    for (const std::string& line : split(file.text, "\n")) {
      const bool begins = !line.empty() && line[0] != ' ' && line[0] != '\t' && line[0] != '#' && line[0] != '\r';
      if (begins) {
        const std::vector<std::string> words = split(line, " ");
        inside = words.size() >= 2 && words[0] == "frame" && split(words[1], "\r").front() == name;
        if (inside) out.clear();
      }
      if (inside) out.push_back(line);
    }
  }
  while (!out.empty() && out.back().find_first_not_of(" \t\r") == std::string::npos) out.pop_back();
  return out;
}

}  // namespace

std::string correction_examples(std::span<const HandCorrection> corrections, std::span<const SourceFile> sources, std::size_t& count) {
  std::map<std::string, std::vector<Example>> by_entry;
  count = 0;
  for (const HandCorrection& c : corrections) {
    if (!c.undone_at.empty()) continue;
    for (const JudgedPlace& p : c.places) {
      std::vector<Example>& all = by_entry[p.entry];
      Example e = example_of(c, p);
      const auto same = std::find_if(all.begin(), all.end(), [&](const Example& other) { return other.text == e.text; });
      if (same == all.end()) all.push_back(std::move(e)), ++count;
      else if (same->positive == e.positive || c.what != "right") *same = std::move(e);  // the later word holds
    }
  }
  std::string out = "# Frames with what readers corrected in a record as further examples. Laid over the lexicon they change nothing yet: mend the frames until\n"
                    "# 'demarche lexicon check' reads every example.\n";
  std::string others;
  for (const auto& [entry, all] : by_entry) {
    const std::vector<std::string> frame = frame_lines(sources, entry);
    if (frame.empty()) {
      others += "\n# " + (entry.empty() ? std::string("no entry") : entry) + " is no frame; examples for whoever mends its rule:\n";
      for (const Example& e : all) others += e.lines("#   ");
      continue;
    }
    out += "\n" + joined(frame, "\n") + "\n";
    for (const Example& e : all) out += e.lines("  ");
  }
  return out + others;
}

}  // namespace demarche
