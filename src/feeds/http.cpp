// A web server's answer, as archives keep it → its page. Relies on: zlib, brotli. Doors: read_http_answer(), day_of_url().
//
//   HTTP/1.1 200 OK\r\n
//   Content-Type: text/html; charset=utf-8\r\n
//   Transfer-Encoding: chunked\r\n            the body in pieces: size in hexadecimal, line, bytes, line
//   Content-Encoding: gzip\r\n
//   \r\n
//   body
// Archives often keep the headers but not the chunks or the packing that they speak of; so each is taken off only where it is there.
#include <brotli/decode.h>
#include <zlib.h>

#include <charconv>

#include "base/day.h"
#include "base/utf8.h"
#include "feeds/feeds.h"
#include "feeds/stream.h"

namespace demarche {
namespace {

constexpr std::size_t kLargestBody = std::size_t{16} << 20;

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
  while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
  return s;
}

/// The body without its chunks; nullopt where it has none.
std::optional<std::string> unchunked(std::string_view body) {
  std::string out;
  for (;;) {
    std::size_t size = 0;
    const auto [end, failed] = std::from_chars(body.data(), body.data() + std::min<std::size_t>(body.size(), 16), size, 16);
    if (failed != std::errc()) return std::nullopt;
    const std::size_t line = body.find('\n');
    if (line == std::string_view::npos || line > 1024) return std::nullopt;
    const char next = *end;
    if (next != '\r' && next != '\n' && next != ';' && next != ' ') return std::nullopt;
    body.remove_prefix(line + 1);
    if (size == 0) return out;
    if (size > body.size()) return out.append(body);  // cut off
    out.append(body.substr(0, size));
    body.remove_prefix(size);
    if (body.starts_with("\r\n")) body.remove_prefix(2);
    else if (body.starts_with("\n")) body.remove_prefix(1);
    if (body.empty()) return out;
  }
}

Error too_large(const std::string& where) { return {ErrorKind::kTooLarge, where, "unpacks to more than the limit of 16 MiB for a page", {}}; }
Error damaged(const std::string& where) { return {ErrorKind::kMalformed, where, "has a damaged packed body", {}}; }

Result<std::string> inflated(const std::string& body, int window, const std::string& where) {
  z_stream z{};
  if (inflateInit2(&z, window) != Z_OK) return damaged(where);
  std::string out(std::min(kLargestBody, body.size() * 4 + 1024), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  z.avail_in = static_cast<uInt>(body.size());
  int code = Z_OK;
  std::size_t got = 0;
  while (code == Z_OK) {
    if (got == out.size()) {
      if (out.size() >= kLargestBody) break;
      out.resize(std::min(kLargestBody, out.size() * 2));
    }
    z.next_out = reinterpret_cast<Bytef*>(out.data() + got);
    z.avail_out = static_cast<uInt>(out.size() - got);
    code = inflate(&z, Z_NO_FLUSH);
    got = out.size() - z.avail_out;
    if (code == Z_BUF_ERROR && z.avail_out > 0) break;  // cut off: keep what there is
    if (code == Z_BUF_ERROR) code = Z_OK;
  }
  inflateEnd(&z);
  if (code == Z_OK && got >= kLargestBody) return too_large(where);
  if (code != Z_STREAM_END && code != Z_BUF_ERROR) return damaged(where);
  out.resize(got);
  return out;
}

Result<std::string> unbrotlied(const std::string& body, const std::string& where) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
                                                                                          BrotliDecoderDestroyInstance);
  std::string out;
  std::string piece(1 << 16, '\0');
  std::size_t left = body.size();
  const auto* in = reinterpret_cast<const std::uint8_t*>(body.data());
  for (;;) {
    std::size_t room = piece.size();
    auto* to = reinterpret_cast<std::uint8_t*>(piece.data());
    const BrotliDecoderResult code = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &to, nullptr);
    out.append(piece.data(), piece.size() - room);
    if (out.size() > kLargestBody) return too_large(where);
    if (code == BROTLI_DECODER_RESULT_SUCCESS) return out;
    if (code == BROTLI_DECODER_RESULT_ERROR) return damaged(where);
    if (code == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return out;  // cut off: keep what there is
  }
}

Result<std::string> unpacked(std::string body, const std::string& encoding, const std::string& where) {
  if (encoding == "br") {
    if (body.starts_with('<') || body.empty()) return body;
    return unbrotlied(body, where);
  }
  if ((encoding == "gzip" || encoding == "x-gzip") && body.starts_with("\x1F\x8B")) return inflated(body, 15 + 16, where);
  if (encoding == "deflate" && !body.empty() && body[0] != '<') {
    auto with_head = inflated(body, 15, where);
    return with_head ? with_head : inflated(body, -15, where);
  }
  return body;
}

}  // namespace

Result<HttpAnswer> read_http_answer(std::string bytes, const std::string& where) {
  HttpAnswer out;
  std::string_view rest = bytes;
  const auto line = [&] {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view l = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return l;
  };
  const std::string_view first = line();
  const std::size_t blank = first.find(' ');
  if (!first.starts_with("HTTP/") || blank == std::string_view::npos) return Error{ErrorKind::kMalformed, where, "holds no answer of a web server", {}};
  std::from_chars(first.data() + blank + 1, first.data() + first.size(), out.status);
  std::string encoding;
  bool chunked = false;
  while (!rest.empty()) {
    const std::string_view l = line();
    if (l.empty()) break;
    const std::size_t colon = l.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name = lower(trimmed(l.substr(0, colon)));
    const std::string value = lower(trimmed(l.substr(colon + 1)));
    if (name == "content-type") out.type = trimmed(std::string_view(value).substr(0, value.find(';')));
    else if (name == "content-encoding") encoding = value;
    else if (name == "transfer-encoding") chunked = value.find("chunked") != std::string::npos;
    else if (name == "last-modified") out.last_modified = trimmed(l.substr(colon + 1));
  }
  std::optional<std::string> body;
  if (chunked) body = unchunked(rest);
  auto plain = unpacked(body ? *std::move(body) : std::string(rest), encoding, where);
  if (!plain) return plain.error();
  out.body = *std::move(plain);
  return out;
}

std::optional<Day> day_of_url(std::string_view url) {
  const auto digits = [&](std::size_t at, std::size_t n) {
    int value = 0;
    for (std::size_t k = at; k < at + n; ++k) {
      if (k >= url.size() || url[k] < '0' || url[k] > '9') return -1;
      value = value * 10 + (url[k] - '0');
    }
    return value;
  };
  const auto is_digit_at = [&](std::size_t at) { return at < url.size() && url[at] >= '0' && url[at] <= '9'; };
  const std::size_t scheme = url.find("://");
  for (std::size_t at = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3); at != std::string_view::npos && at < url.size(); ++at) {
    if (is_digit_at(at) || !is_digit_at(at + 1)) continue;  // the character before a number
    const std::size_t n = at + 1;
    const int year = digits(n, 4);
    if (year < 1990 || year > 2100) continue;
    const char mark = n + 4 < url.size() ? url[n + 4] : '\0';
    const bool parted = mark == '/' || mark == '-';
    const std::size_t month_at = n + (parted ? 5 : 4);
    const int month = digits(month_at, 2);
    if (parted && (month_at + 2 >= url.size() || url[month_at + 2] != mark)) continue;
    const std::size_t day_at = month_at + (parted ? 3 : 2);
    const int day = digits(day_at, 2);
    if (is_digit_at(day_at + 2) || month < 0 || day < 0 || !exists({year, month, day})) continue;
    return day_of({year, month, day});
  }
  return std::nullopt;
}

}  // namespace demarche
