// The one step that writing articles and watching feeds share. Internal to the record layer.
#pragma once

#include "demarche/feeds.h"
#include "record/sqlite.h"

namespace demarche {

/// An item became this article; within the transaction that writes it.
void end_item(Database& db, FeedItemKey item, ArticleKey article);

}  // namespace demarche
