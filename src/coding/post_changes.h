// What the text says of posts: one note a telling, before tellings of one change are put together.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "coding/coding.h"
#include "coding/post_mentions.h"

namespace demarche {

/// One telling of one change of the posts that a phrase names.
struct PostTelling {
  PostMention post;
  PostChange change;
  WordId word = kNoWord;             ///< the word that says it
  std::optional<ActorId> doer;       ///< the side that does it, where said: it closes
  std::vector<ActorId> doers;        ///< all sides that do it: "Iran and Saudi Arabia will reopen embassies"
  std::optional<ActorId> orderer;    ///< the side that has it done: it orders to close
};

/// All tellings of an article, in order of text. Rules, each with its name in PostChange::rule, by what they look at:
/// verbs and nouns that close, suspend, open or cut a post; numbers of its staff; who heads it.
std::vector<PostTelling> tell_post_changes(const ArticleView& view, Principals& sides, PostMentions& mentions);

}  // namespace demarche
