// Verbs of a users' dictionary → events. Doors: code_by_patterns, lend_actor_codes.
//
// For each verb in order of text: what stands before it in its clause and in those that govern it, and what stands behind it within
// its own verb phrase. The longest pattern that fits gives the code, else the verb's own. Parties that the pattern does not name are
// searched: the source is the subject, else the first coded phrase before the verb; the target the first coded phrase behind it that
// is another, or, where no noun stands there at all, the nearest before it. "by" turns a passive round. A verb that gave an event
// takes the verbs inside its phrase with it.
#include "coding/patterns.h"

#include <algorithm>
#include <unordered_map>

namespace demarche {
namespace {

constexpr std::string_view kNothing = "---";  // the code of nobody and of no event

bool is_code(std::string_view code) { return !code.empty() && code != kNothing; }

/// What a dictionary's code says of an actor: "RUSGOV" is RUS, and GOV its sector.
void take_code(Actor& actor, const std::string& code, const Lexicon& lexicon) {
  const std::string base = code.size() > 3 && code.size() % 3 == 0 ? code.substr(0, 3) : code;
  if (base != kNothing) actor.code = base;
  if (actor.sector.empty()) {
    for (std::size_t at = base.size(); at + 3 <= code.size(); at += 3) actor.sector.push_back(code.substr(at, 3));
  }
  const EntryId entry = lexicon.by_code(base);
  if (entry == kNoEntry || lexicon.actor(entry).kind != ActorKind::kCountry) return;
  actor.country = base;
  if (actor.sector.empty()) actor.kind = ActorKind::kCountry;
}

/// The actors of a reading by their codes.
class CodedActors {
 public:
  CodedActors(const Document& document, const Lexicon& lexicon, std::vector<Actor>& actors) : document_(document), lexicon_(lexicon), actors_(actors) {}

  ActorId of(const std::string& code, const CodedPhrase& phrase) {
    const auto [at, is_new] = by_code_.try_emplace(code, static_cast<ActorId>(actors_.size()));
    const Span words{document_[phrase.begin].span.begin, document_[phrase.end - 1].span.end};
    if (is_new) actors_.push_back(actor_of(code, words));
    Actor& actor = actors_[at->second];
    const auto place = std::lower_bound(actor.mentions.begin(), actor.mentions.end(), words, [](Span a, Span b) { return a.begin < b.begin; });
    if (place == actor.mentions.end() || !(*place == words)) actor.mentions.insert(place, words);
    return at->second;
  }

 private:
  Actor actor_of(const std::string& code, Span words) const {
    Actor out;
    out.name = document_.text().substr(words.begin, words.size());
    out.actor_code = code;
    take_code(out, code, lexicon_);
    return out;
  }

  const Document& document_;
  const Lexicon& lexicon_;
  std::vector<Actor>& actors_;
  std::unordered_map<std::string, ActorId> by_code_;
};

/// Codes one sentence.
class SentenceCoder {
 public:
  SentenceCoder(const Tree& tree, const Lexicon& lexicon, const Dates& dates, std::uint32_t sentence, CodedActors& actors,
                std::vector<Event>& events, Trace* trace)
      : tree_(tree),
        dates_(dates),
        document_(tree.document()),
        lexicon_(lexicon),
        dictionary_(lexicon.dictionary()),
        number_(sentence),
        sentence_(document_.sentences[sentence]),
        actors_(actors),
        events_(events),
        trace_(trace) {}

  void code() {
    tokens_ = SentenceTokens(document_, sentence_.begin, sentence_.end);
    std::string_view phrase;
    if (dictionary_.is_discarded(tokens_.tokens, DictionaryKind::kDiscard, phrase)) {
      return note(sentence_.begin, "discard", "the sentence is discarded: it holds \"" + std::string(phrase) + "\"", false);
    }
    phrases_ = coded_phrases(tree_, sentence_, dictionary_, document_.article->published);
    phrase_of_.assign(sentence_.size(), VerbSide::kNoPhrase);
    for (std::size_t n = 0; n < phrases_.size(); ++n) {
      for (WordId w = phrases_[n].begin; w < phrases_[n].end; ++w) phrase_of_[w - sentence_.begin] = n;
    }
    std::vector<bool> is_taken(sentence_.size(), false);
    for (std::size_t at = 0; at < tokens_.tokens.size(); ++at) {
      const Dictionary::VerbMatch match = dictionary_.verb_at(tokens_.tokens, at);
      if (!match.verb) continue;
      const WordId verb = verb_of(match);
      if (verb == kNoWord || is_taken[verb - sentence_.begin]) continue;
      const VerbSide after = side_after(verb, tokens_.words[match.end - 1]);
      if (!code(match, verb, after)) continue;
      for (const WordId w : after.words) is_taken[w - sentence_.begin] = true;
    }
  }

 private:
  const Word& word(WordId w) const { return document_[w]; }

  void note(WordId w, std::string entry, std::string why, bool is_coded) {
    if (trace_) trace_->notes.push_back({number_, w, std::move(entry), is_coded, std::move(why)});
  }

  // ---- the verb and its sides

  /// The word of a verb's form that heads its clause in this sentence; kNoWord where none does.
  [[nodiscard]] WordId verb_of(const Dictionary::VerbMatch& match) const {
    if (const WordId w = clause_head(tokens_.words[match.head]); w != kNoWord) return w;
    for (std::size_t t = match.begin; t < match.end; ++t) {
      if (const WordId w = clause_head(tokens_.words[t]); w != kNoWord) return w;
    }
    return kNoWord;
  }

  /// `w` itself where it is a verb, or a noun by the tagger that stands where only a predicate can ("Norway departs from"); the "has"
  /// of "has broken relations" where the participle was taken for an adjective.
  [[nodiscard]] WordId clause_head(WordId w) const {
    const Word& x = word(w);
    if (x.upos == Upos::kVerb && x.rel != Rel::kAmod && x.rel != Rel::kCompound && x.rel != Rel::kCase && x.rel != Rel::kMark && x.rel != Rel::kFixed) return w;
    if (x.rel == Rel::kAmod && x.head != kNoWord && w > sentence_.begin && word(w - 1).lemma == "have" && word(x.head).head == w - 1) return w - 1;
    const bool is_clause_noun = x.upos == Upos::kNoun && (x.head == kNoWord || x.rel == Rel::kCcomp || x.rel == Rel::kParataxis);
    if (is_clause_noun && tree_.child(w, Rel::kCop) == kNoWord && tree_.child(w, Rel::kDet) == kNoWord && tree_.child(w, Rel::kCase) == kNoWord) return w;
    return kNoWord;
  }

  /// The words that `w` hangs from, itself first.
  [[nodiscard]] std::vector<WordId> line_of(WordId w) const {
    std::vector<WordId> out;
    for (; w != kNoWord && out.size() < 256; w = word(w).head) out.push_back(w);
    return out;
  }

  /// Where the way up from `w` meets the line: its index in the line, and the word below it on the way (kNoWord for none).
  [[nodiscard]] std::pair<std::size_t, WordId> meeting(WordId w, const std::vector<WordId>& line) const {
    WordId below = kNoWord;
    for (int steps = 0; w != kNoWord && steps < 256; below = w, w = word(w).head, ++steps) {
      const auto at = std::find(line.begin(), line.end(), w);
      if (at != line.end()) return {static_cast<std::size_t>(at - line.begin()), below};
    }
    return {line.size(), kNoWord};
  }

  void add(VerbSide& side, WordId w) const {
    std::string token = token_of(word(w).form);
    if (!counts_as_word(token)) return;
    side.tokens.push_back(std::move(token));
    side.words.push_back(w);
    side.phrases.push_back(phrase_of_[w - sentence_.begin]);
  }

  static bool is_clause(Rel rel) { return rel == Rel::kCcomp || rel == Rel::kAdvcl || rel == Rel::kParataxis || rel == Rel::kCsubj; }

  /// Before the verb: its clause and the clauses around it, without other clauses in them; of a verb that it is coordinated with,
  /// what stands before that one.
  [[nodiscard]] VerbSide side_before(WordId verb, WordId first) const {
    VerbSide side;
    side.is_before = true;
    const std::vector<WordId> line = line_of(verb);
    for (WordId w = first; w-- > sentence_.begin;) {
      const auto [at, below] = meeting(w, line);
      if (at == line.size()) continue;
      if (below != kNoWord && is_clause(word(below).rel)) continue;
      bool is_cut = false;
      for (std::size_t n = 0; n < at && !is_cut; ++n) {
        const Rel rel = word(line[n]).rel;
        is_cut = rel == Rel::kParataxis || (rel == Rel::kConj && n + 1 == at && below != kNoWord && below > line[at]);
      }
      if (!is_cut) add(side, w);
    }
    return side;
  }

  /// Behind the verb: its own phrase, and that of the word whose infinitive it is ("is about to restore"), without verbs that are
  /// coordinated with it, and without clauses set off by a comma.
  [[nodiscard]] VerbSide side_after(WordId verb, WordId last) const {
    VerbSide side;
    std::vector<WordId> line{verb};
    while (word(line.back()).rel == Rel::kXcomp && line.size() < 16) line.push_back(word(line.back()).head);
    for (WordId w = last + 1; w < sentence_.end; ++w) {
      const auto [at, below] = meeting(w, line);
      if (at == line.size() || below == kNoWord) continue;
      const Rel rel = word(below).rel;
      if (rel == Rel::kParataxis || (rel == Rel::kConj && tree_.is_predicate(below))) continue;
      if (rel == Rel::kAdvcl && is_set_off(below)) continue;
      add(side, w);
    }
    return side;
  }

  /// Whether a comma stands before the first word of a clause, or before a measure of time that it begins with ("two days after").
  [[nodiscard]] bool is_set_off(WordId clause) const {
    WordId first = clause;
    for (WordId w = sentence_.begin; w < clause; ++w) {
      if (tree_.within(w, clause)) {
        first = w;
        break;
      }
    }
    if (word(first).form == ",") return true;
    for (int steps = 0; first > sentence_.begin && steps < 4; --first, ++steps) {
      const Word& before = word(first - 1);
      if (before.form == ",") return true;
      if (before.upos != Upos::kNum && before.upos != Upos::kAdj && before.upos != Upos::kAdv && before.upos != Upos::kNoun && before.upos != Upos::kDet) break;
    }
    return false;
  }

  // ---- parties

  struct Party {
    std::size_t group = VerbSide::kNoPhrase;
    std::vector<std::pair<std::string, const CodedPhrase*>> codes;
    [[nodiscard]] bool empty() const { return codes.empty(); }
    [[nodiscard]] bool is_same(const Party& other) const {
      return codes.size() == 1 && other.codes.size() == 1 && codes[0].first == other.codes[0].first;
    }
  };

  /// The party that a phrase is, with those coordinated with it.
  [[nodiscard]] Party party_of(std::size_t phrase) const {
    Party out;
    out.group = phrases_[phrase].group;
    for (const CodedPhrase& p : phrases_) {
      if (p.group != out.group || p.is_absorbed) continue;
      for (const std::string& code : p.codes) {
        const bool is_known = std::any_of(out.codes.begin(), out.codes.end(), [&](const auto& c) { return c.first == code; });
        if (!is_known) out.codes.emplace_back(code, &p);
      }
    }
    return out;
  }

  /// Who does it: the subject's own clause first. "wanted to expel" has its subject above.
  [[nodiscard]] WordId subject_of(WordId verb) const {
    for (int steps = 0; verb != kNoWord && steps < 16; ++steps) {
      for (const WordId c : tree_.children(verb)) {
        if (word(c).rel == Rel::kNsubj) return c;
      }
      const Rel rel = word(verb).rel;
      if (rel != Rel::kXcomp && rel != Rel::kConj && rel != Rel::kAdvcl) break;
      verb = word(verb).head;
    }
    return kNoWord;
  }

  [[nodiscard]] Party find_source(WordId verb, const VerbSide& before) const {
    const WordId subject = subject_of(verb);
    std::optional<std::size_t> first, of_subject;
    for (std::size_t n = before.size(); n-- > 0;) {  // in order of text
      const std::size_t phrase = before.phrases[n];
      if (phrase == VerbSide::kNoPhrase || phrases_[phrase].is_absorbed || phrases_[phrase].codes.empty()) continue;
      if (!first) first = phrase;
      if (!of_subject && subject != kNoWord && tree_.within(phrases_[phrase].head, subject)) of_subject = phrase;
    }
    const auto chosen = of_subject ? of_subject : first;
    return chosen ? party_of(*chosen) : Party();
  }

  [[nodiscard]] Party first_other(const VerbSide& side, const Party& source) const {
    for (const std::size_t phrase : side.phrases) {
      if (phrase == VerbSide::kNoPhrase || phrases_[phrase].is_absorbed || phrases_[phrase].codes.empty()) continue;
      if (phrases_[phrase].group == source.group) continue;
      Party party = party_of(phrase);
      if (!party.is_same(source)) return party;
    }
    return {};
  }

  [[nodiscard]] Party find_target(const VerbSide& before, const VerbSide& after, const Party& source) const {
    Party party = first_other(after, source);
    if (!party.empty()) return party;
    const bool has_noun = std::any_of(after.phrases.begin(), after.phrases.end(), [](std::size_t p) { return p != VerbSide::kNoPhrase; });
    return has_noun ? Party() : first_other(before, source);
  }

  /// The phrase with "by" of a passive verb; kNoPhrase where it has none.
  [[nodiscard]] std::size_t by_phrase(WordId verb) const {
    if (!tree_.is_passive(verb)) return VerbSide::kNoPhrase;
    for (const WordId c : tree_.children(verb)) {
      if (word(c).rel == Rel::kObl && c > verb && tree_.has_preposition(c, "by")) return phrase_of_[c - sentence_.begin];
    }
    return VerbSide::kNoPhrase;
  }

  // ---- the event

  /// Whether an event came of it.
  bool code(const Dictionary::VerbMatch& match, WordId verb, const VerbSide& after) {
    const VerbSide before = side_before(verb, tokens_.words[match.begin]);
    const auto fit = fit_patterns(*match.verb, dictionary_, phrases_, before, after);
    const EventCodes codes = fit ? fit->pattern->codes : match.codes;
    const std::string entry = "verb " + std::string(match.verb->name) + (fit ? ", pattern " + std::string(fit->pattern->text) : "");
    if (!is_code(codes.forth) && !is_code(codes.back)) return note(verb, entry, fit ? "this pattern gives no event" : "no pattern fits, and the verb alone gives no event", false), false;
    Party source, target;
    sides(verb, fit, before, after, source, target);
    if (source.empty() || target.empty() || source.is_same(target)) {
      note(verb, entry, source.empty() ? "no coded source" : target.empty() ? "no coded target" : "source and target are the same", false);
      return false;
    }
    std::vector<WordId> trigger(tokens_.words.begin() + static_cast<std::ptrdiff_t>(match.begin), tokens_.words.begin() + static_cast<std::ptrdiff_t>(match.end));
    if (fit) trigger.insert(trigger.end(), fit->words.begin(), fit->words.end());
    std::sort(trigger.begin(), trigger.end());
    if (is_code(codes.forth)) put(codes.forth, source, target, verb, trigger, entry, fit.has_value());
    if (is_code(codes.back)) put(codes.back, target, source, verb, trigger, entry, fit.has_value());
    note(verb, entry, "coded " + std::string(codes.forth) + (codes.back.empty() ? "" : ":" + std::string(codes.back)), true);
    return true;
  }

  void sides(WordId verb, const std::optional<PatternFit>& fit, const VerbSide& before, const VerbSide& after, Party& source, Party& target) const {
    if (fit && fit->compound) {
      const Party compound = party_of(*fit->compound);
      source = fit->compound_is_before ? compound : find_source(verb, before);
      if (source.empty() || source.group == compound.group) source = compound;
      target = compound;
    }
    if (fit && fit->source) source = party_of(*fit->source);
    if (fit && fit->target) target = party_of(*fit->target);
    const std::size_t by = source.empty() && target.empty() ? by_phrase(verb) : VerbSide::kNoPhrase;
    if (by != VerbSide::kNoPhrase) {
      target = find_source(verb, before);
      source = phrases_[by].codes.empty() ? find_target(before, after, target) : party_of(by);
      return;
    }
    if (source.empty() && !target.empty()) {
      source = find_source(verb, before);
      if (source.group == target.group || source.is_same(target)) source = first_other(before, target);
    } else if (source.empty()) {
      source = find_source(verb, before);
    }
    if (target.empty()) target = find_target(before, after, source);
  }

  void put(std::string_view cameo, const Party& source, const Party& target, WordId verb, const std::vector<WordId>& trigger, const std::string& entry,
           bool by_pattern) {
    Event event;
    event.cameo = cameo;
    if (const CodeEntry* code = lexicon_.code(cameo); code && code->type) {
      event.type = *code->type;
      event.mode.assign(code->modes.begin(), code->modes.end());
      event.context.assign(code->contexts.begin(), code->contexts.end());
      event.goldstein = code->goldstein;
    } else {
      event.has_type = false;
    }
    for (const auto& [code, phrase] : source.codes) event.source.push_back(actors_.of(code, *phrase));
    for (const auto& [code, phrase] : target.codes) event.target.push_back(actors_.of(code, *phrase));
    for (const WordId w : trigger) {
      const Span span = word(w).span;
      if (!event.trigger.empty() && event.trigger.back().end + 1 >= span.begin) event.trigger.back().end = span.end;
      else event.trigger.push_back(span);
    }
    event.sentences = {number_};
    event.date = dates_.of(verb);
    event.confidence = by_pattern ? 0.8 : 0.6;
    event.rule = by_pattern ? "pattern of your dictionary" : "verb of your dictionary";
    event.entry = entry;
    const bool is_told = std::any_of(events_.begin(), events_.end(), [&](const Event& e) {
      return e.cameo == event.cameo && e.source == event.source && e.target == event.target && e.sentences == event.sentences;
    });
    if (!is_told) events_.push_back(std::move(event));
  }

  const Tree& tree_;
  const Dates& dates_;
  const Document& document_;
  const Lexicon& lexicon_;
  const Dictionary& dictionary_;
  std::uint32_t number_;
  const Sentence& sentence_;
  CodedActors& actors_;
  std::vector<Event>& events_;
  Trace* trace_;
  SentenceTokens tokens_;
  std::vector<CodedPhrase> phrases_;
  std::vector<std::size_t> phrase_of_;  ///< by word of the sentence
};

/// Whether the dictionary throws the article away.
bool is_discarded(const Document& document, const Dictionary& dictionary, Trace* trace) {
  for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    const SentenceTokens tokens(document, sentence.begin, sentence.end);
    std::string_view phrase;
    if (!dictionary.is_discarded(tokens.tokens, DictionaryKind::kDiscardArticle, phrase)) continue;
    if (trace) trace->notes.push_back({s, sentence.begin, "discard-article", false, "the article is discarded: it holds \"" + std::string(phrase) + "\""});
    return true;
  }
  return false;
}

}  // namespace

void code_by_patterns(const Tree& tree, const Lexicon& lexicon, const Dates& dates, Reading& reading, Trace* trace) {
  const Document& document = tree.document();
  if (is_discarded(document, lexicon.dictionary(), trace)) return;
  CodedActors actors(document, lexicon, reading.actors);
  for (std::uint32_t s = 0; s < document.sentences.size(); ++s) SentenceCoder(tree, lexicon, dates, s, actors, reading.events, trace).code();
}

void lend_actor_codes(const Tree& tree, const Lexicon& lexicon, std::vector<Actor>& actors) {
  const Document& document = tree.document();
  const std::optional<Day>& day = document.article->published;
  std::unordered_map<std::uint32_t, std::string> by_head;  // first byte of a phrase's head → its code
  for (const Sentence& sentence : document.sentences) {
    for (const CodedPhrase& phrase : coded_phrases(tree, sentence, lexicon.dictionary(), day)) {
      if (!phrase.actors.empty()) by_head.emplace(document[phrase.head].span.begin, phrase.codes.front());
    }
  }
  const auto code_of = [&](Span mention) -> std::string {
    const auto first = std::lower_bound(document.words.begin(), document.words.end(), mention.begin, [](const Word& w, std::uint32_t at) { return w.span.begin < at; });
    const auto begin = static_cast<WordId>(first - document.words.begin());
    WordId end = begin;
    for (; end < document.words.size() && document[end].span.end <= mention.end; ++end) {
      if (const auto at = by_head.find(document[end].span.begin); at != by_head.end()) return at->second;
    }
    const SentenceTokens own(document, begin, end);
    for (std::size_t t = 0; t < own.tokens.size(); ++t) {
      const Dictionary::ActorMatch match = lexicon.dictionary().actor_at(own.tokens, t);
      if (match.words == 0) continue;
      const std::string_view codes = match.code_on(day ? &*day : nullptr);
      return std::string(codes.substr(0, codes.find('/')));
    }
    return {};
  };
  for (Actor& actor : actors) {
    for (const Span mention : actor.mentions) {
      const std::string code = code_of(mention);
      if (!is_code(code)) continue;
      actor.actor_code = code;
      if (actor.code.empty()) take_code(actor, code, lexicon);
      break;
    }
  }
}

}  // namespace demarche
