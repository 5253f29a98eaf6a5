// What the commands that ask the record share.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/rows.h"

namespace demarche {

/// The words of a command line as a query; days are counted from today.
Result<Query> query_of(const std::vector<std::string>& words);
/// "E12" or "12".
Result<EventKey> event_key_of(const std::string& word);
/// Complains; the exit status that fits.
int failed_with(const Error& error);

/// Asks page by page and writes the rows; the exit status.
template <class T, class Cells>
int write_rows(const Record& record, Result<Answer<T>> (Record::*ask)(const Query&, const Window&) const, const Query& query, const RowOptions& o,
               const std::vector<Column>& columns, Cells cells, bool oldest_first, std::string_view what) {
  constexpr std::size_t kPage = 1000;  // rows a question
  RowWriter writer;
  if (const Status opened = writer.open(o, columns); !opened) return failed_with(opened.error());
  Window window;
  window.oldest_first = oldest_first;
  window.limit = writer.limit() < kPage ? writer.limit() + 1 : kPage;  // one more tells whether there are more
  for (bool more = true; more;) {
    const Result<Answer<T>> page = (record.*ask)(query, window);
    if (!page) return failed_with(page.error());
    for (const T& row : page->rows) {
      if (!(more = writer.row(row, cells(row)))) break;
    }
    window.after = page->next;
    more = more && !window.after.empty();
  }
  return writer.finish(what);
}

/// Writes a list that is held whole, a row each; the exit status. `cells_of` gives an element's cells, `what` names the rows.
template <class T, class Cells>
int list_rows(const RowOptions& o, const std::vector<Column>& columns, const std::vector<T>& all, Cells cells_of, std::string_view what) {
  RowWriter writer;
  if (const Status opened = writer.open(o, columns); !opened) return failed_with(opened.error());
  for (const T& one : all) {
    if (!writer.row(one, cells_of(one))) break;
  }
  return writer.finish(what);
}

}  // namespace demarche
