// The formats of the feeds layer, each over a stream. Internal.
#pragma once

#include "feeds/feeds.h"
#include "feeds/stream.h"

namespace demarche {

std::unique_ptr<ArticleSource> read_warc(std::unique_ptr<Lookahead> bytes, std::string name);
std::unique_ptr<ArticleSource> read_feed(std::unique_ptr<Lookahead> bytes, std::string name);
std::unique_ptr<ArticleSource> read_json_feed(std::unique_ptr<Lookahead> bytes, std::string name);
/// `delimiter` 0: told apart by the header (comma, semicolon or tab).
std::unique_ptr<ArticleSource> read_csv(std::unique_ptr<Lookahead> bytes, std::string name, char delimiter);

/// What every article gets, however it came in: an id, a dateline, a day with its basis.
void complete(Article& article);

}  // namespace demarche
