// The examples that stand in the frames' own sources, read through the whole path. A frame without a working example is a defect of
// the frame or of the reader; which ones fail is written to build/…/examples.txt, so that a change can be read against it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/files.h"
#include "coding/reader.h"
#include "lexicon/lexicon.h"
#include "syntax/syntax.h"

namespace demarche {
namespace {

std::vector<SourceFile> sources() {
  std::vector<SourceFile> out;
  for (const auto& at : std::filesystem::recursive_directory_iterator(std::string(DEMARCHE_SOURCE_DIR) + "/data")) {
    const std::string kind = at.path().extension().string();
    if (kind != ".frames") continue;
    out.push_back({at.path().filename().string(), read_file(at.path().string()).value()});
  }
  std::sort(out.begin(), out.end(), [](const SourceFile& a, const SourceFile& b) { return a.name < b.name; });
  return out;
}

std::set<std::string> codes(const Reading& reading, const std::vector<ActorId>& side) {
  std::set<std::string> out;
  for (const ActorId a : side) {
    if (!reading.actors[a].code.empty()) out.insert(reading.actors[a].code);
  }
  return out;
}

std::string shown(const std::set<std::string>& side) {
  std::string out;
  for (const std::string& s : side) out += (out.empty() ? "" : ",") + s;
  return out.empty() ? "-" : out;
}

TEST(Examples, OfFramesAreRead) {
  const Result<std::vector<FrameExample>> examples = Lexicon::examples(sources());
  ASSERT_TRUE(examples.ok());
  const Lexicon& lexicon = Lexicon::embedded();
  Reader reader(Model::embedded(), lexicon);
  std::map<std::string, EventType> type_of;
  for (FrameId f = 0; f < lexicon.frames(); ++f) type_of.emplace(lexicon.frame(f).name, lexicon.frame(f).type);
  std::ofstream report("examples.txt");
  int positive = 0, own = 0, fired = 0, right = 0, negative = 0, false_alarms = 0;
  for (const FrameExample& e : examples.value()) {
    Article article;
    article.text = e.text;
    Document document;
    Trace trace;
    const Reading reading = reader.explain(std::move(article), document, trace);
    std::string got, why;
    for (const Trace::Note& note : trace.notes) {
      if (note.frame == e.frame) why += "    at '" + std::string(document[note.word].form) + "': " + note.why + "\n";
    }
    if (why.empty()) {
      for (const Word& w : document.words) why += " " + std::string(w.lemma) + "/" + std::string(name_of(w.upos)) + ">" + std::to_string(w.head == kNoWord ? 0 : w.head + 1) + ":" + std::string(w.deprel);
      why = "   " + why + "\n";
    }
    bool is_own = false, is_fired = false, is_right = false;
    for (const Event& event : reading.events) {
      const auto source = codes(reading, event.source), target = codes(reading, event.target);
      got += " [" + event.entry + " " + std::string(name_of(event.type)) + " " + shown(source) + " > " + shown(target) + "]";
      is_own = is_own || event.entry == e.frame;
      if (event.type != type_of.at(e.frame)) continue;
      is_fired = true;
      const std::set<std::string> s(e.source.begin(), e.source.end()), t(e.target.begin(), e.target.end());
      std::set<std::string> both(s), all(source);
      both.insert(t.begin(), t.end());
      all.insert(target.begin(), target.end());
      is_right = is_right || (source == s && target == t) || (both == all && t == source && s == target) || (both == all && (s.empty() || t.empty()));
    }
    if (e.positive) {
      ++positive, fired += is_fired, right += is_right, own += is_own;
      if (!is_right) report << e.where << (is_fired ? " PARTIES " : " MISSED ") << e.frame << "\n    " << e.text << "\n    got" << got << "\n" << why;
    } else {
      ++negative, false_alarms += is_own;
      if (is_own) report << e.where << " FALSE " << e.frame << "\n    " << e.text << "\n    got" << got << "\n";
    }
  }
  std::printf("%d examples: %d read by their own frame, %d with its type, %d with the right parties too; %d counter-examples: %d read all the same\n", positive, own, fired, right,
              negative, false_alarms);
  EXPECT_GE(fired, positive * 85 / 100);
  EXPECT_GE(right, positive * 75 / 100);
  EXPECT_LE(false_alarms, negative * 10 / 100);
}

}  // namespace
}  // namespace demarche
