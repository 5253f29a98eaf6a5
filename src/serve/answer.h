// A request through gate, table and view to what is sent. Door: answer().
#pragma once

#include "serve/routes.h"

namespace demarche {

/// Answers on a desk's thread; never fails, a failure is a problem among replies. Adds ETag, Cache-Control and gzip.
Reply answer(Desk& desk, const Route& route, const Request& request);

/// Fields that every answer bears: a page may load nothing from elsewhere, run no script of its own text, stand in no frame.
const std::vector<std::pair<std::string, std::string>>& safety_headers();

/// gzip of a text; "" where it cannot be made.
std::string gzip(std::string_view text, int level);
/// Whether Accept-Encoding takes a coding ("gzip"); q=0 refuses.
bool accepts(std::string_view accept_encoding, std::string_view coding);
/// Whether If-None-Match names an ETag, weakly compared.
bool is_known(std::string_view if_none_match, std::string_view etag);
/// "W/"…"" over some bytes.
std::string etag_of(std::string_view bytes);

}  // namespace demarche
