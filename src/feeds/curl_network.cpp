// The network by libcurl's multi interface. Doors: curl_network(), system_clock().
//
// Limits hold on what is unpacked, on headers and on time; every connection is checked by its address when the socket is made
// (CURLOPT_OPENSOCKETFUNCTION), after the name was resolved.
#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <unordered_map>

#include "base/utf8.h"
#include "feeds/network.h"
#include "feeds/web_address.h"

namespace demarche {
namespace {

constexpr long kConnectMs = 10'000;
constexpr long kSlowBytes = 50, kSlowSeconds = 20;             // slower than this for so long is given up
constexpr std::size_t kMostHeaderBytes = std::size_t{256} << 10;

struct Transfer {
  explicit Transfer(const NetworkOptions& o) : options(o) {}
  ~Transfer() {
    if (easy) curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
    curl_slist_free_all(recipients);
  }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  const NetworkOptions& options;
  std::uint64_t ticket = 0;
  WebRequest request;
  WebReply answer;
  CURL* easy = nullptr;
  curl_slist* headers = nullptr;
  curl_slist* recipients = nullptr;
  std::size_t header_bytes = 0, sent = 0;
  bool is_too_large = false, is_refused = false;
  std::string refused;
  char words[CURL_ERROR_SIZE] = {};
};

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
  while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
  return s;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t many, void* to) {
  auto& t = *static_cast<Transfer*>(to);
  if (t.answer.body.size() + size * many > t.request.most_bytes) return t.is_too_large = true, 0;
  t.answer.body.append(bytes, size * many);
  return size * many;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t many, void* to) {
  auto& t = *static_cast<Transfer*>(to);
  const std::string_view line(bytes, size * many);
  if ((t.header_bytes += line.size()) > kMostHeaderBytes) return t.is_too_large = true, 0;
  if (line.starts_with("HTTP/")) t.answer.etag = t.answer.last_modified = t.answer.location = t.answer.retry_after = t.answer.type = {};  // after a "100 Continue"
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return line.size();
  const std::string name = lower(line.substr(0, colon));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "etag") t.answer.etag = value;
  else if (name == "last-modified") t.answer.last_modified = value;
  else if (name == "location") t.answer.location = value;
  else if (name == "retry-after") t.answer.retry_after = value;
  else if (name == "content-type") t.answer.type = value;
  return line.size();
}

std::size_t give_body(char* to, std::size_t size, std::size_t many, void* from) {
  auto& t = *static_cast<Transfer*>(from);
  const std::size_t n = std::min(size * many, t.request.body.size() - t.sent);
  std::copy_n(t.request.body.data() + t.sent, n, to);
  t.sent += n;
  return n;
}

curl_socket_t open_socket(void* of, curlsocktype, curl_sockaddr* address) {
  auto& t = *static_cast<Transfer*>(of);
  const bool by_proxy = !t.options.proxy.empty() && !t.request.mail;
  if (!t.request.is_trusted && !by_proxy && !t.options.addresses.permits(&address->addr)) {
    t.is_refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// Behind a proxy the name is resolved elsewhere; what is written as an address is still judged here.
bool is_refused_literal(const NetworkOptions& o, const WebRequest& r) {
  if (o.proxy.empty() || r.is_trusted || r.mail) return false;
  const auto address = web_address(r.url);
  if (!address) return false;
  std::string host = address->host;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost" || host.ends_with(".localhost")) return !o.addresses.permits("127.0.0.1");
  const bool literal = host.find(':') != std::string::npos || host.find_first_not_of("0123456789.") == std::string::npos;
  return literal && !o.addresses.permits(host);
}

class CurlNetwork : public Network {
 public:
  CurlNetwork(NetworkOptions options, CURLM* multi) : options_(std::move(options)), multi_(multi) {}
  ~CurlNetwork() override {
    for (auto& [easy, t] : transfers_) curl_multi_remove_handle(multi_, easy);
    transfers_.clear();
    curl_multi_cleanup(multi_);
  }

  void start(std::uint64_t ticket, WebRequest request) override {
    auto t = std::make_unique<Transfer>(options_);
    t->ticket = ticket;
    t->request = std::move(request);
    t->easy = curl_easy_init();
    if (!t->easy) return refuse(*t, {ErrorKind::kUnreadable, t->request.url, "cannot be fetched: out of memory", {}});
    if (is_refused_literal(options_, t->request)) return refuse(*t, private_address(t->request.url));
    if (t->request.mail) set_mail(*t);
    else set_http(*t);
    curl_multi_add_handle(multi_, t->easy);
    transfers_.emplace(t->easy, std::move(t));
  }

  std::vector<Ended> wait(std::int64_t at_most_ms) override {
    int running = 0;
    curl_multi_perform(multi_, &running);
    collect();
    if (ended_.empty() && at_most_ms > 0) {
      curl_multi_poll(multi_, nullptr, 0, static_cast<int>(std::min<std::int64_t>(at_most_ms, 60'000)), nullptr);
      curl_multi_perform(multi_, &running);
      collect();
    }
    return std::exchange(ended_, {});
  }

  void interrupt() override { curl_multi_wakeup(multi_); }

 private:
  static Error private_address(const std::string& url) {
    return {ErrorKind::kUsage, url, "leads to a private or reserved address, which the settings do not allow", {}};
  }

  void refuse(Transfer& t, Error error) {
    Ended& e = ended_.emplace_back();
    e.ticket = t.ticket;
    e.reply.error = std::move(error);
  }

  void set_common(Transfer& t) {
    CURL* const c = t.easy;
    curl_easy_setopt(c, CURLOPT_URL, t.request.url.c_str());
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(t.request.timeout_ms));
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, std::min<long>(kConnectMs, t.request.timeout_ms));
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, t.words);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &t);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &t);
    curl_easy_setopt(c, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    if (!options_.certificates.empty()) curl_easy_setopt(c, CURLOPT_CAINFO, options_.certificates.c_str());
  }

  void set_http(Transfer& t) {
    CURL* const c = t.easy;
    set_common(t);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_PROXY, options_.proxy.c_str());
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(c, CURLOPT_USERAGENT, options_.user_agent.c_str());
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, &t);
    curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(t.request.most_bytes));
    if (t.request.method == "POST") {
      curl_easy_setopt(c, CURLOPT_POST, 1L);
      curl_easy_setopt(c, CURLOPT_POSTFIELDS, t.request.body.data());
      curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(t.request.body.size()));
      t.headers = curl_slist_append(t.headers, "Expect:");
    }
    for (const std::string& h : t.request.headers) t.headers = curl_slist_append(t.headers, h.c_str());
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, t.headers);
  }

  void set_mail(Transfer& t) {
    CURL* const c = t.easy;
    const WebRequest::Mail& m = *t.request.mail;
    set_common(t);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    if (m.needs_tls) curl_easy_setopt(c, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    else curl_easy_setopt(c, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_TRY));
    if (!m.needs_tls && m.user.empty()) {  // better sealed by nobody knows whom than open: mail servers on this machine seldom have a certificate
      curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
      curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (!m.user.empty()) curl_easy_setopt(c, CURLOPT_USERNAME, m.user.c_str()), curl_easy_setopt(c, CURLOPT_PASSWORD, m.password.c_str());
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, m.from.c_str());
    for (const std::string& to : m.to) t.recipients = curl_slist_append(t.recipients, to.c_str());
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, t.recipients);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, give_body);
    curl_easy_setopt(c, CURLOPT_READDATA, &t);
    curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(t.request.body.size()));
  }

  void collect() {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* const easy = message->easy_handle;
      const CURLcode code = message->data.result;
      const auto found = transfers_.find(easy);
      curl_multi_remove_handle(multi_, easy);
      if (found == transfers_.end()) continue;
      const std::unique_ptr<Transfer> t = std::move(found->second);
      transfers_.erase(found);
      end(*t, code);
    }
  }

  void end(Transfer& t, CURLcode code) {
    long status = 0;
    curl_easy_getinfo(t.easy, CURLINFO_RESPONSE_CODE, &status);
    t.answer.status = static_cast<int>(status);
    if (code != CURLE_OK) t.answer.error = failure(t, code);
    ended_.push_back({t.ticket, std::move(t.answer)});
  }

  static Error failure(const Transfer& t, CURLcode code) {
    const std::string& url = t.request.url;
    const std::string mib = std::to_string(t.request.most_bytes >> 20) + " MiB";
    if (t.is_refused && code == CURLE_COULDNT_CONNECT) return private_address(url);
    if (t.is_too_large && t.header_bytes > kMostHeaderBytes) return {ErrorKind::kTooLarge, url, "sends more than the limit of 256 KiB of headers", {}};
    if (t.is_too_large || code == CURLE_FILESIZE_EXCEEDED)
      return {ErrorKind::kTooLarge, url, "is larger than the limit of " + (t.request.most_bytes >> 20 != 0 ? mib : std::to_string(t.request.most_bytes) + " bytes"), {}};
    if (code == CURLE_OPERATION_TIMEDOUT)
      return {ErrorKind::kUnreadable, url, "took too long: " + std::string(t.words[0] ? t.words : "no answer within " + std::to_string(t.request.timeout_ms / 1000) + " s"), {}};
    if (code == CURLE_UNSUPPORTED_PROTOCOL) return {ErrorKind::kUsage, url, t.request.mail ? "is no address of smtp or smtps" : "is no address of http or https", {}};
    return {ErrorKind::kUnreadable, url, "cannot be " + std::string(t.request.mail || t.request.method == "POST" ? "reached: " : "fetched: ") + (t.words[0] ? t.words : curl_easy_strerror(code)), {}};
  }

  NetworkOptions options_;
  CURLM* multi_;
  std::unordered_map<CURL*, std::unique_ptr<Transfer>> transfers_;
  std::vector<Ended> ended_;
};

class SystemClock : public WallClock {
 public:
  std::int64_t now_ms() override { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); }
};

}  // namespace

WallClock& system_clock() {
  static SystemClock clock;
  return clock;
}

Result<std::unique_ptr<Network>> curl_network(NetworkOptions options) {
  static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM* const multi = begun == CURLE_OK ? curl_multi_init() : nullptr;
  if (!multi) return Error{ErrorKind::kUnreadable, {}, "the network cannot be used: libcurl does not begin", {}};
  return std::unique_ptr<Network>(std::make_unique<CurlNetwork>(std::move(options), multi));
}

}  // namespace demarche
