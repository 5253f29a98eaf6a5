// `demarche explain`: how an article was read, sentence by sentence: the words and their tree, the actors found, every frame
// that was tried and why it was coded or not; then the events with the rule and lexicon entry that made them. Door: add_explain.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <vector>

#include "base/day.h"
#include "cli/commands.h"
#include "cli/ladder.h"

namespace demarche {
namespace {

struct ExplainOptions {
  std::string input;
  std::string kind = "auto";
  std::string published;
  LexiconOptions lexicon;
};

std::string_view word_of(NameKind kind) {
  switch (kind) {
    case NameKind::kNone: return "";
    case NameKind::kPerson: return "person";
    case NameKind::kOrganisation: return "organisation";
    case NameKind::kPlace: return "place";
    case NameKind::kOther: return "other";
  }
  return "";
}

// ---- the table of words ----

constexpr std::size_t kColumns = 7;
constexpr std::size_t kWidestCell = 28;
using Row = std::array<std::string, kColumns>;

Row row_of(const Document& d, const Sentence& s, WordId w) {
  const Word& word = d[w];
  const std::string head = word.head == kNoWord ? "0" : std::to_string(word.head - s.begin + 1);
  std::string name = word.name == NameKind::kNone ? "" : (word.name_begins ? "┌ " : "│ ") + std::string(word_of(word.name));
  return {std::to_string(w - s.begin + 1), std::string(word.form), std::string(word.lemma), std::string(name_of(word.upos)), head,
          std::string(word.deprel), std::move(name)};
}

void write_row(const Row& row, const std::array<std::size_t, kColumns>& widths, std::string& out) {
  std::string line = "   ";
  for (std::size_t c = 0; c < kColumns; ++c) {
    const std::size_t width = columns_of(row[c]);
    const std::string gap(widths[c] > width ? widths[c] - width : 0, ' ');
    const bool to_the_right = c == 0 || c == 4;
    line += " " + (to_the_right ? gap + row[c] : row[c] + gap) + " ";
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + "\n";
}

void write_words(const Document& d, const Sentence& s, std::string& out) {
  std::vector<Row> rows = {{"#", "word", "lemma", "tag", "head", "relation", "name"}};
  for (WordId w = s.begin; w < s.end; ++w) rows.push_back(row_of(d, s, w));
  std::array<std::size_t, kColumns> widths{};
  for (const Row& row : rows) {
    for (std::size_t c = 0; c < kColumns; ++c) widths[c] = std::max(widths[c], std::min(columns_of(row[c]), kWidestCell));
  }
  for (const Row& row : rows) write_row(row, widths, out);
}

// ---- what was found ----

/// "Sergey Lavrov (foreign minister, acts for Russia; RUS GOV)".
std::string described(const std::vector<Actor>& all, const Actor& a) {
  std::string inner = a.role;
  const auto add = [&](const std::string& words, const char* before) { inner += (inner.empty() ? "" : before) + words; };
  if (a.represents) add("acts for " + all[*a.represents].name, ", ");
  std::string codes = a.actor_code.empty() ? a.code : a.actor_code;
  if (a.actor_code.empty()) for (const std::string& sector : a.sector) codes += (codes.empty() ? "" : " ") + sector;
  add(codes.empty() ? "no code" : codes, "; ");
  return a.name + " [" + std::string(name_of(a.kind)) + "] (" + inner + ")";
}

void write_actors(const ReadPart& part, Span sentence, const Page& page, std::string& out) {
  for (const auto& [actor, span] : part.mentions) {
    if (!sentence.contains(span)) continue;
    out += "    ";
    write_wrapped("actor a" + std::to_string(actor + 1) + ": \"" + part.document.text().substr(span.begin, span.size()) + "\" is " + described(part.actors, part.actors[actor]),
                  4, 8, page, out);
  }
}

void write_notes(const Document& d, const Trace& trace, std::uint32_t sentence, const Page& page, std::string& out) {
  for (const Trace::Note& note : trace.notes) {
    if (note.sentence != sentence) continue;
    const std::string word = note.word < d.words.size() ? " at \"" + std::string(d[note.word].form) + "\"" : std::string();
    out += "    ";
    write_wrapped((note.is_coded ? "coded " : "not coded ") + note.frame + word + ": " + note.why, 4, 8, page, out);
  }
}

void write_sentence(const ReadPart& part, std::uint32_t n, const Page& page, std::string& out) {
  const Document& d = part.document;
  const Span span = d.sentences[n].span;
  const std::string number = std::to_string(part.first_sentence + n + 1) + ". ";
  out += "\n" + number;
  write_wrapped(d.text().substr(span.begin, span.size()), number.size(), number.size(), page, out);
  write_words(d, d.sentences[n], out);
  write_actors(part, span, page, out);
  write_notes(d, part.trace, n, page, out);
}

void write_posts(const Reading& r, const Page& page, std::string& out) {
  if (r.posts.empty()) return;
  out += "\nPosts\n";
  for (const Post& p : r.posts) {
    out += "  ";
    write_wrapped(one_line(p.name), 2, 4, page, out);
    for (const PostChange& c : p.changes) {
      out += "     ";
      write_wrapped(change_in_words(c) + "; rule: " + c.rule + "; \"" + trigger_in_words(r, c.trigger) + "\", " + in_sentences(c.sentences), 5, 7, page, out);
    }
  }
}

void write_events(const Reading& r, const Page& page, std::string& out) {
  out += r.events.empty() ? "No events found.\n" : "Events\n";
  for (std::uint32_t e = 0; e < r.events.size(); ++e) {
    write_event(r, e, 2, page, out);
    out += "     ";
    write_wrapped("rule: " + r.events[e].rule + "; lexicon entry: " + r.events[e].entry, 5, 7, page, out);
    for (std::size_t n = 0; n < r.events[e].responds_rule.size(); ++n) {
      out += "     ";
      write_wrapped("answers " + std::to_string(r.events[e].responds_to[n] + 1) + ", rule: " + r.events[e].responds_rule[n], 5, 7, page, out);
    }
  }
}

int explain(const ExplainOptions& o) {
  std::optional<Day> published;
  if (!o.published.empty() && !(published = parse_day(o.published))) {
    complain({ErrorKind::kUsage, {}, "--published: '" + o.published + "' is no day such as 2021-10-18", {}});
    return kWrongUse;
  }
  auto articles = ArticleReader::open(o.input, input_kind_of(o.kind));
  if (!articles) return complain(articles.error()), kInputFailed;
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o.lexicon, errors);
  if (!lexicon) return complain_all(errors);
  Reader reader(Model::embedded(), lexicon->get());
  const Page page = Page::of_output();
  int status = 0;
  while (auto article = articles->next()) {
    if (!*article) {
      complain(article->error());
      status = kInputFailed;
      continue;
    }
    if (!(*article)->published) (*article)->published = published;
    bool is_read = true;
    explain_article(reader, **std::move(article), page, [&](std::string_view text) { is_read = is_read && std::fwrite(text.data(), 1, text.size(), stdout) == text.size(); });
    if (!is_read || std::fputc('\n', stdout) == EOF) return status;  // nobody reads on
  }
  std::fflush(stdout);
  return status;
}

constexpr const char* kNotes =
    "For each sentence: its words with lemma, tag, head, relation and name; the actors it names; every frame of the lexicon\n"
    "that one of its words called up, and why it became an event or did not. Then the events with the rule and the lexicon\n"
    "entry that made them.\n\n"
    "Exit status: 0 all well, 1 the input could not be read, 2 wrong use.\n";

}  // namespace

void explain_article(Reader& reader, Article article, const Page& page, const std::function<void(std::string_view)>& put) {
  std::string out;
  const auto hand_on = [&] {
    put(out);
    out.clear();
  };
  if (const std::string& title = article.title.empty() ? article.id : article.title; !title.empty()) write_wrapped(title, 0, 0, page, out);
  if (article.published) out += to_string(*article.published) + "\n";
  const Reading r = reader.explain(std::move(article), [&](const ReadPart& part) {
    for (std::uint32_t n = 0; n < part.document.sentences.size(); ++n) {
      write_sentence(part, n, page, out);
      hand_on();
    }
  });
  out += "\n";
  write_events(r, page, out);
  write_posts(r, page, out);
  hand_on();
}

void add_explain(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("explain", "Show how an article was read, and why");
  const auto o = std::make_shared<ExplainOptions>();
  command->footer(kNotes);
  command->add_option("file", o->input, "A file, or - for standard input")->required();
  command->add_option("--input", o->kind, "What the file is: text, html, jsonl or auto")
      ->check(CLI::IsMember({"auto", "text", "html", "jsonl"}))
      ->capture_default_str();
  command->add_option("--published", o->published, "Day of publication (YYYY-MM-DD) of an article that states none");
  add_lexicon_options(*command, o->lexicon);
  command->callback([o, &exit_code] { exit_code = explain(*o); });
}

}  // namespace demarche
