// RSS (0.9x, 1.0, 2.0) and Atom → articles. Relies on: expat, text. Doors: read_feed(), text_of_fragment().
//
// Elements are told apart by their local names, whatever their prefixes: <item> and <entry> are articles; the longest of content,
// content:encoded, description and summary is the text. Expat bounds the expansion of entities (since 2.4).
#include <expat.h>

#include <algorithm>
#include <deque>

#include "base/utf8.h"
#include "feeds/formats.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;
constexpr std::size_t kLargestElement = std::size_t{16} << 20;  // bytes of one element's text
constexpr int kDeepest = 256;

/// windows-1252, beside what expat knows itself; bytes 0x80–0x9F are its own.
constexpr int kCp1252[32] = {0x20AC, -1,     0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, -1, 0x017D, -1,
                             -1,     0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, -1, 0x017E, 0x0178};

int unknown_encoding(void*, const XML_Char* name, XML_Encoding* info) {
  const std::string small = lower(name);
  if (small != "windows-1252" && small != "cp1252" && small != "iso-8859-15") return XML_STATUS_ERROR;
  for (int c = 0; c < 256; ++c) info->map[c] = c >= 0x80 && c < 0xA0 && small != "iso-8859-15" ? kCp1252[c - 0x80] : c;
  if (small == "iso-8859-15") info->map[0xA4] = 0x20AC;
  info->data = nullptr, info->convert = nullptr, info->release = nullptr;
  return XML_STATUS_OK;
}

std::string local_name(const XML_Char* name) {
  std::string_view all(name);
  const std::size_t colon = all.rfind(':');
  return lower(colon == std::string_view::npos ? all : all.substr(colon + 1));
}
std::string prefix_of(const XML_Char* name) {
  std::string_view all(name);
  const std::size_t colon = all.rfind(':');
  return colon == std::string_view::npos ? "" : lower(all.substr(0, colon));
}

bool has_tags(std::string_view s) {
  for (std::size_t at = s.find('<'); at != std::string_view::npos; at = s.find('<', at + 1)) {
    if (at + 1 < s.size() && (s[at + 1] == '/' || (s[at + 1] | 0x20) >= 'a') && s.find('>', at) != std::string_view::npos) return true;
  }
  return false;
}

std::string line_of(std::string_view s) {
  std::string out;
  for (const char c : tidy(s)) {
    const bool space = c == ' ' || c == '\n';
    if (!space) out.push_back(c);
    else if (!out.empty() && out.back() != ' ') out.push_back(' ');
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

struct Entry {
  std::string title, link, id, author, source, published, updated, text, language;
};

class FeedSource : public ArticleSource {
 public:
  FeedSource(std::unique_ptr<Lookahead> bytes, std::string name)
      : bytes_(std::move(bytes)), name_(std::move(name)), parser_(XML_ParserCreate(nullptr), XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), [](void* self, const XML_Char* n, const XML_Char** a) { static_cast<FeedSource*>(self)->begin(n, a); },
                          [](void* self, const XML_Char* n) { static_cast<FeedSource*>(self)->end(n); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* s, int size) { static_cast<FeedSource*>(self)->text({s, static_cast<std::size_t>(size)}); });
    XML_SetUnknownEncodingHandler(parser_.get(), unknown_encoding, nullptr);
  }

  std::optional<Result<Item>> next() override {
    while (ready_.empty() && !ended_) feed();
    if (ready_.empty()) return std::nullopt;
    Result<Item> out = std::move(ready_.front());
    ready_.pop_front();
    return out;
  }

 private:
  void fail(Error error) {
    ready_.emplace_back(std::move(error));
    ended_ = true;
  }

  void feed() {
    if (!begun_) skip_blanks();
    const std::string_view there = bytes_->peek(1);
    const std::size_t size = std::min(there.size(), kPiece);
    if (size == 0 && bytes_->failed()) return fail(bytes_->failure());
    const XML_Status status = XML_Parse(parser_.get(), there.data(), static_cast<int>(size), size == 0 ? 1 : 0);
    bytes_->skip(size);
    if (size == 0) ended_ = true;
    if (status == XML_STATUS_OK) {
      if (ended_ && !is_feed_) fail({ErrorKind::kMalformed, name_, "is no RSS or Atom feed", {}});
      return;
    }
    const std::string where = name_ + ":" + std::to_string(XML_GetCurrentLineNumber(parser_.get()));
    if (too_large_) return fail({ErrorKind::kTooLarge, where, "has an element larger than the limit of 16 MiB", {}});
    fail({ErrorKind::kMalformed, where, std::string("is no well-formed XML: ") + XML_ErrorString(XML_GetErrorCode(parser_.get())), {}});
  }

  /// Many a site's programs leave blank lines before the declaration, which XML forbids and every reader of feeds forgives.
  void skip_blanks() {
    const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    begun_ = true;
    for (std::string_view there = bytes_->peek(1); !there.empty() && is_blank(there.front()); there = bytes_->peek(1)) {
      bytes_->skip(static_cast<std::size_t>(std::find_if_not(there.begin(), there.end(), is_blank) - there.begin()));
    }
  }

  void begin(const XML_Char* full_name, const XML_Char** attributes) {
    const std::string name = local_name(full_name);
    if (++depth_ > kDeepest) return XML_StopParser(parser_.get(), XML_FALSE), void();
    if (depth_ == 1) is_feed_ = name == "rss" || name == "feed" || name == "rdf";
    if (depth_ == 1) language_ = attribute(attributes, "xml:lang");
    if (markup_ > 0) {  // within <content type="xhtml">: elements are text
      ++markup_;
      data_ += "<" + name + ">";
      return;
    }
    if (name == "item" || name == "entry") return entry_.emplace(), void(entry_depth_ = depth_);
    if (name == "link" && attribute(attributes, "href") != "") return link(attributes);
    if (entry_ && depth_ > entry_depth_ + 1 && name != "name") return;  // of <source>, <author>, <media:group>
    data_.clear();
    const std::string type = lower(attribute(attributes, "type"));
    if ((name == "content" || name == "summary") && type == "xhtml") markup_ = 1;
  }

  static std::string attribute(const XML_Char** attributes, std::string_view wanted) {
    for (; *attributes; attributes += 2) {
      if (attributes[0] == wanted) return attributes[1];
    }
    return {};
  }

  void link(const XML_Char** attributes) {
    const std::string rel = attribute(attributes, "rel");
    if (entry_ && depth_ == entry_depth_ + 1 && (rel.empty() || rel == "alternate") && entry_->link.empty()) entry_->link = attribute(attributes, "href");
    data_.clear();
  }

  void text(std::string_view s) {
    if (data_.size() + s.size() > kLargestElement) {
      too_large_ = true;
      XML_StopParser(parser_.get(), XML_FALSE);
      return;
    }
    data_ += s;
  }

  void end(const XML_Char* full_name) {
    const std::string name = local_name(full_name), prefix = prefix_of(full_name);
    const int depth = depth_--;
    if (markup_ > 1) {
      --markup_;
      data_ += "</" + name + ">";
      return;
    }
    markup_ = 0;
    if (!entry_) {
      if (name == "title" && depth <= 3 && prefix.empty() && title_.empty()) title_ = line_of(data_);
      if (name == "language" && depth <= 3) language_ = line_of(data_);
      return;
    }
    if (depth == entry_depth_) return finish();
    if (depth == entry_depth_ + 1) field(name, prefix);
    if (depth == entry_depth_ + 2 && name == "name" && entry_->author.empty()) entry_->author = line_of(data_);
  }

  void field(const std::string& name, const std::string& prefix) {
    Entry& e = *entry_;
    const auto take = [&](std::string& to) {
      if (to.empty()) to = line_of(data_);
    };
    if (prefix == "media" || prefix == "itunes") return;
    if (name == "title") take(e.title);
    else if (name == "link") take(e.link);
    else if (name == "guid" || name == "id") take(e.id);
    else if (name == "author" || name == "creator") take(e.author);
    else if (name == "source" && prefix.empty()) take(e.source);
    else if (name == "pubdate" || name == "published" || name == "issued" || name == "date") take(e.published);
    else if (name == "updated" || name == "modified") take(e.updated);
    else if (name == "language") take(e.language);
    else if ((name == "description" || name == "encoded" || name == "content" || name == "summary") && data_.size() > e.text.size()) e.text = data_;
  }

  void finish() {
    Entry e = *std::move(entry_);
    entry_.reset();
    ++number_;
    Article a;
    a.title = has_tags(e.title) ? line_of(text_of_fragment(e.title)) : e.title;
    a.text = text_of_fragment(e.text);
    a.url = e.link.empty() && e.id.starts_with("http") ? e.id : e.link;
    a.id = e.id;
    a.source = e.source.empty() ? title_ : e.source;
    a.byline = e.author;
    const std::string& language = e.language.empty() ? language_ : e.language;
    if (language.size() >= 2) a.language = lower(language.substr(0, language.find_first_of("-_")));
    for (const std::string& day : {e.published, e.updated}) {
      if (!a.published && (a.published = parse_published(day))) a.published_basis = "feed";
    }
    if (!a.published && (a.published = day_of_url(a.url))) a.published_basis = "url";
    if (a.text.empty()) a.text = a.title;  // a headline says something too
    if (a.text.empty()) {
      ready_.emplace_back(Error{ErrorKind::kMalformed, name_ + ": item " + std::to_string(number_), "has neither text nor title", {}});
      return;
    }
    complete(a);
    ready_.emplace_back(Item{std::move(a), nullptr});
  }

  std::unique_ptr<Lookahead> bytes_;
  std::string name_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser_;
  std::deque<Result<Item>> ready_;
  std::optional<Entry> entry_;
  std::string data_, title_, language_;
  int depth_ = 0, entry_depth_ = 0, markup_ = 0;
  std::uint64_t number_ = 0;
  bool begun_ = false, ended_ = false, is_feed_ = false, too_large_ = false;
};

}  // namespace

std::string text_of_fragment(std::string_view html) {
  if (!has_tags(html) && html.find('&') == std::string_view::npos) return tidy(html);
  // An <article> of its own is the page's story; a heading would be left out of it, and there is none in a description.
  const auto page = read_html("<html><body><article>" + std::string(html) + "</article></body></html>");
  if (page && !page->text.empty()) return page->text;
  // Nothing but links and short notices: their words, without tags.
  std::string out;
  bool in_tag = false;
  for (const char c : html) {
    if (c == '<') in_tag = true, out.push_back(' ');
    else if (c == '>') in_tag = false;
    else if (!in_tag) out.push_back(c);
  }
  return line_of(out);
}

std::unique_ptr<ArticleSource> read_feed(std::unique_ptr<Lookahead> bytes, std::string name) {
  return std::make_unique<FeedSource>(std::move(bytes), std::move(name));
}

}  // namespace demarche
