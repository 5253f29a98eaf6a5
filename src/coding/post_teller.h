// What the readers of post changes share: whether the text says that something is so, who does it and who orders it, which posts
// a predicate is about.
#pragma once

#include <initializer_list>

#include "coding/post_changes.h"

namespace demarche {

/// The word classes of data/words/posts.words that tell of changes.
struct PostWords {
  explicit PostWords(const Lexicon& lx)
      : work(lx.class_named("post-work")), licence(lx.class_named("post-licence")), staff(lx.class_named("post-staff")),
        people(lx.class_named("post-people")), all(lx.class_named("post-all")), close(lx.class_named("post-close")),
        suspend(lx.class_named("post-suspend")), open(lx.class_named("post-open")), reopen(lx.class_named("post-reopen")),
        revoke(lx.class_named("post-revoke")), cut(lx.class_named("post-cut")), downgrade(lx.class_named("post-downgrade")),
        send_away(lx.class_named("post-send-away")), bring_home(lx.class_named("post-bring-home")), leave(lx.class_named("post-leave")), keep(lx.class_named("post-keep")),
        unreal(lx.class_named("post-unreal")), head(lx.class_named("head-of-post")), acting(lx.class_named("head-acting")),
        appoint(lx.class_named("head-appoint")), unwelcome(lx.class_named("head-unwelcome")), move(lx.class_named("post-move")),
        raise(lx.class_named("post-raise")), consent(lx.class_named("head-consent")), candidate(lx.class_named("head-candidate")),
        refuse(lx.class_named("head-refuse")) {}
  ClassId work, licence, staff, people, all, close, suspend, open, reopen, revoke, cut, downgrade, send_away, bring_home, leave, keep, unreal, head,
      acting, appoint, unwelcome, move, raise, consent, candidate, refuse;
};

class PostTeller {
 public:
  PostTeller(const ArticleView& view, Principals& sides, PostMentions& posts)
      : view_(view), tree_(*view.tree), document_(tree_.document()), sides_(sides), posts_(posts), is_(*view.lexicon) {}

 protected:
  ~PostTeller() = default;

  [[nodiscard]] bool has(WordId w, ClassId cls) const { return view_.lexicon->in_class(document_.words[w].lemma, cls); }
  [[nodiscard]] bool ends(WordId w, ClassId cls) const { return posts_.is(w, cls); }  ///< a phrase of the class may end with it
  [[nodiscard]] bool has_lemma(WordId w, std::initializer_list<std::string_view> lemmas) const;
  /// Whether one of the words stands with the verb: "called _ home", "ordered _ out".
  [[nodiscard]] bool says(WordId w, std::initializer_list<std::string_view> words) const;

  /// Whether the text says that it is so, or is decided: no negation, no condition, no threat, wish or plea.
  [[nodiscard]] bool is_real(WordId w) const;
  /// "the embassy, shut since the pandemic, will …": how things stood before, told in passing.
  [[nodiscard]] bool is_aside(WordId w) const;
  [[nodiscard]] std::optional<ActorId> side_of(const WordList& words) const;
  [[nodiscard]] std::optional<ActorId> doer(WordId w) const { return side_of(view_.arguments->agents(w)); }
  /// "ordered Belgium to close", "told it to leave by Monday": who gives the order.
  [[nodiscard]] std::optional<ActorId> orderer(WordId w) const;
  /// "has until Friday to …": the clause above a predicate sets it a time.
  [[nodiscard]] bool has_deadline(WordId w) const;
  /// Posts among the arguments of a trigger, or behind words that stand for them ("the work of our mission", "the licence of the post").
  [[nodiscard]] std::vector<PostMention> posts_of(WordId trigger, const WordList& words, std::initializer_list<ClassId> through) const;
  [[nodiscard]] WordList heads_among(const WordList& words) const;  ///< ambassadors, consuls

  /// What a verb is done to: its patients, or the subject that an inserted clause has parted from it; nothing for an active verb.
  [[nodiscard]] WordList undergoers(WordId w) const;

  static PostChange status(std::string_view to, std::string_view rule);
  static PostChange head(std::string to, std::string_view rule);
  void tell(PostMention post, PostChange change, WordId word);

  const ArticleView& view_;
  const Tree& tree_;
  const Document& document_;
  Principals& sides_;
  PostMentions& posts_;
  PostWords is_;
  std::vector<PostTelling> out_;

 private:
  [[nodiscard]] bool is_hedged(WordId clause) const;
  [[nodiscard]] bool is_within(WordId post, WordId noun) const;
  [[nodiscard]] WordList parted_subject(WordId w) const;
};

/// Ambassadors and consuls called home, sent out, sent, received or stood in for.
std::vector<PostTelling> tell_post_heads(const ArticleView& view, Principals& sides, PostMentions& mentions);
/// Posts moved to another town, and interests that a third state looks after.
std::vector<PostTelling> tell_post_seats(const ArticleView& view, Principals& sides, PostMentions& mentions);
/// How many people a post has or may have: cut, raised, capped, flown out.
std::vector<PostTelling> tell_post_staff(const ArticleView& view, Principals& sides, PostMentions& mentions);

}  // namespace demarche
