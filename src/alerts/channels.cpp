// A message → the request that carries it: webhook, ntfy, mail. Doors: request_of(), mail_of().
#include <sodium.h>

#include <algorithm>
#include <cstdio>

#include "alerts/alerts.h"
#include "base/day.h"
#include "base/json.h"
#include "feeds/web_address.h"

namespace demarche {
namespace {

constexpr std::size_t kMostAnswered = 64u << 10;  // bytes of an answer that are taken
constexpr std::size_t kLongestPush = 3500;        // bytes of ntfy's message, which makes a file of more than 4,096
constexpr std::size_t kEncodedLine = 57;          // bytes that become 76 characters of base64

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the zero that ends it
  return out;
}

bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return c >= ' ' && c < '\x7F'; });
}

/// A part of at most `bytes`, not parting a code point.
std::string_view part(std::string_view s, std::size_t bytes) {
  if (s.size() <= bytes) return s;
  while (bytes > 0 && (static_cast<unsigned char>(s[bytes]) & 0xC0) == 0x80) --bytes;
  return s.substr(0, bytes);
}

/// RFC 2047: encoded words of at most 75 characters, a line each.
std::string encoded_header(std::string_view s) {
  if (is_ascii(s) && s.size() < 200) return std::string(s);
  std::string out;
  while (!s.empty()) {
    const std::string_view some = part(s, 42);
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(some) + "?=");
    s.remove_prefix(some.size());
  }
  return out;
}

/// "Mon, 23 Nov 2026 16:00:00 +0000"
std::string mail_date(Instant at) {
  constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Day day{static_cast<std::int32_t>(at / 86400)};
  const CivilDay civil = civil_of(day);
  const int second = static_cast<int>(at % 86400);
  char out[64];
  std::snprintf(out, sizeof out, "%s, %02d %s %04d %02d:%02d:%02d +0000", kDays[weekday(day)], civil.day, kMonths[civil.month - 1], civil.year, second / 3600, second / 60 % 60, second % 60);
  return out;
}

WebRequest webhook(const AlertWish& alert, const Delivery& d, Instant now) {
  WebRequest out;
  out.url = alert.target.front(), out.method = "POST", out.body = d.body;
  out.headers = {"Content-Type: application/json", "webhook-id: " + d.id, "webhook-timestamp: " + std::to_string(now),
                 "webhook-signature: " + webhook_signature(alert.secret, d.id, now, d.body)};
  return out;
}

/// ntfy's JSON form: headers could not carry every language.
Result<WebRequest> ntfy(const AlertWish& alert, const Delivery& d) {
  const auto address = web_address(alert.target.front());
  const std::size_t slash = address ? address->whole.rfind('/') : std::string::npos;
  const std::string topic = slash == std::string::npos ? "" : address->whole.substr(slash + 1);
  if (topic.empty() || address->target.size() < 2) return Error{ErrorKind::kUsage, alert.target.front(), "names no topic: an address such as https://ntfy.sh/my-topic", {}};
  WebRequest out;
  out.url = address->whole.substr(0, slash + 1), out.method = "POST";
  out.headers = {"Content-Type: application/json"};
  if (!alert.secret.empty()) out.headers.push_back("Authorization: Bearer " + alert.secret);
  JsonWriter json(out.body);
  json.object([&] {
    json.field("topic", topic);
    json.field("title", part(d.subject, 250));
    json.field("message", d.words.size() > kLongestPush ? std::string(part(d.words, kLongestPush)) + "…" : d.words);
    json.array("tags", [&] { json.string(d.kind == "test" ? "white_check_mark" : "newspaper"); });
  });
  return out;
}

}  // namespace

std::string mail_of(const std::vector<std::string>& to, const Delivery& d, const std::string& from) {
  std::string receivers;
  for (const std::string& one : to) receivers += (receivers.empty() ? "" : ",\r\n ") + one;
  std::string out = "Date: " + mail_date(d.made_at) + "\r\nFrom: Demarche <" + from + ">\r\nTo: " + receivers + "\r\nSubject: " + encoded_header(d.subject) + "\r\nMessage-ID: <" + d.id + "@" +
                    from.substr(from.rfind('@') + 1) +
                    ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  std::string text;  // lines end in CRLF, as RFC 2049 wants it of text
  for (const char c : d.words) text += c == '\n' ? "\r\n" : std::string(1, c);
  for (std::size_t at = 0; at < text.size(); at += kEncodedLine) out += base64(std::string_view(text).substr(at, kEncodedLine)) + "\r\n";
  return out;
}

Result<WebRequest> request_of(const AlertWish& alert, const Delivery& d, const MailServer& mail, Instant now) {
  WebRequest out;
  switch (alert.channel) {
    case AlertChannel::kWebhook: out = webhook(alert, d, now); break;
    case AlertChannel::kNtfy: {
      auto request = ntfy(alert, d);
      if (!request) return request.error();
      out = *std::move(request);
      break;
    }
    case AlertChannel::kMail:
      if (mail.url.empty()) return Error{ErrorKind::kUsage, {}, "the settings name no mail server: [mail] with server and from", {}};
      out.url = mail.url, out.body = mail_of(alert.target, d, mail.from), out.is_trusted = true;
      out.mail = {mail.from, alert.target, mail.user, mail.password, mail.needs_tls};
      break;
    case AlertChannel::kCommand: return Error{ErrorKind::kUsage, {}, "a command is no request", {}};
  }
  out.most_bytes = kMostAnswered;
  return out;
}

}  // namespace demarche
