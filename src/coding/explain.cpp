// Why an article was read so, as JSON: what `demarche explain` shows, for programs. Door: write_explanation().
#include "base/day.h"
#include "coding/json.h"
#include "coding/reader.h"
#include "text/text.h"

namespace demarche {
namespace {

std::string_view word_of(NameKind kind) {
  constexpr std::string_view kNames[] = {"", "person", "organisation", "place", "other"};
  return kNames[static_cast<std::size_t>(kind)];
}

class ExplanationWriter {
 public:
  ExplanationWriter(const Reading& reading, const Document& document, const Trace& trace, std::string& out)
      : reading_(reading), document_(document), trace_(trace), offsets_(reading.article.text), json_(out) {}

  void write() {
    json_.object([&] {
      json_.object("versions", [&] {
        json_.field("program", reading_.versions.program);
        json_.field("model", reading_.versions.model);
        json_.field("lexicon", reading_.versions.lexicon);
      });
      json_.array("sentences", [&] {
        for (std::uint32_t n = 0; n < document_.sentences.size(); ++n) json_.object([&] { sentence(n); });
      });
      json_.array("events", [&] {
        for (std::size_t n = 0; n < reading_.events.size(); ++n) json_.object([&] { event(n); });
      });
    });
  }

 private:
  void sentence(std::uint32_t n) {
    const Sentence& s = document_.sentences[n];
    json_.key("number"), json_.integer(n);
    span("span", s.span);
    json_.array("words", [&] {
      for (WordId w = s.begin; w < s.end; ++w) json_.object([&] { word(s, w); });
    });
    json_.array("actors", [&] {
      for (std::size_t a = 0; a < reading_.actors.size(); ++a) {
        for (const Span m : reading_.actors[a].mentions) {
          if (!s.span.contains(m)) continue;
          json_.object([&] {
            json_.field("id", "a" + std::to_string(a + 1));
            json_.field("name", reading_.actors[a].name);
            span("span", m);
          });
        }
      }
    });
    json_.array("tried", [&] {
      for (const Trace::Note& note : trace_.notes) {
        if (note.sentence != n) continue;
        json_.object([&] {
          json_.field("frame", note.frame);
          if (note.word < document_.words.size()) json_.field("word", document_[note.word].form), span("span", document_[note.word].span);
          json_.key("coded"), json_.boolean(note.is_coded);
          json_.field("why", note.why);
        });
      }
    });
  }

  void word(const Sentence& s, WordId w) {
    const Word& word = document_[w];
    json_.field("form", word.form);
    json_.field("lemma", word.lemma);
    json_.field("tag", name_of(word.upos));
    json_.key("head"), json_.integer(word.head == kNoWord ? 0 : word.head - s.begin + 1);  // from 1 within the sentence, 0 the root
    json_.field("relation", word.deprel);
    json_.field_unless_empty("name", word_of(word.name));
    span("span", word.span);
  }

  void event(std::size_t n) {
    const Event& e = reading_.events[n];
    json_.field("id", "e" + std::to_string(n + 1));
    json_.field("event", type_of(e));
    json_.field("measure", e.measure);
    json_.field("rule", e.rule);
    json_.field("entry", e.entry);
    json_.array("trigger", [&] {
      for (const Span s : e.trigger) pair(s);
    });
    json_.array("answers", [&] {
      for (std::size_t k = 0; k < e.responds_to.size(); ++k) {
        json_.object([&] {
          json_.field("id", "e" + std::to_string(e.responds_to[k] + 1));
          json_.field("rule", k < e.responds_rule.size() ? e.responds_rule[k] : "");
        });
      }
    });
  }

  void span(std::string_view name, Span s) { json_.key(name), pair(s); }
  void pair(Span s) {
    json_.array([&] {
      json_.integer(static_cast<std::int64_t>(offsets_.code_points(s.begin)));
      json_.integer(static_cast<std::int64_t>(offsets_.code_points(s.end)));
    });
  }

  const Reading& reading_;
  const Document& document_;
  const Trace& trace_;
  OffsetMap offsets_;
  JsonWriter json_;
};

}  // namespace

void write_explanation(const Reading& reading, const Document& document, const Trace& trace, std::string& out) { ExplanationWriter(reading, document, trace, out).write(); }

}  // namespace demarche
