// The main text of a web page, and what the page's head says of it.
//
// Relies on: gumbo, simdjson (JSON-LD), encoding, published, data/text/web.txt. Door: read_html().
// Steps: simplify the source, let gumbo parse it, walk the tree once into paragraphs and places, choose the place that holds the
// story, keep its paragraphs.
//
// Gumbo scans its stack of open elements at every tag and frees its tree by recursion; a hostile page could so cost it hours or
// the stack. `simplify` therefore bounds the depth, drops elements that merely dress text, and strips overlong tags; the tree
// lives in an arena that is dropped whole; and the walk keeps its own stack.
#include <gumbo.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory_resource>
#include <utility>

#include "base/utf8.h"
#include "text/glyph.h"
#include "text/text.h"

extern "C" const unsigned char demarche_text_web[];
extern "C" const unsigned char demarche_text_web_end[];

namespace demarche {
namespace {

constexpr std::size_t kLargestPage = std::size_t{16} << 20;  // bytes
constexpr std::size_t kDeepest = 400;                        // open elements that gumbo sees
constexpr std::size_t kLongestTag = 4096;                    // bytes of a tag with its attributes
constexpr std::size_t kMostTags = 300'000;                   // that gumbo sees: at some 200 bytes each
constexpr std::size_t kStory = 200;         // bytes of text that make an <article> the story without further proof
constexpr std::size_t kShortParagraph = 120;  // bytes of a paragraph that may be a notice

template <std::size_t N>
bool among(std::string_view s, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), s) != list.end();
}

// ---- words of data/text/web.txt ----

struct WebWords {
  std::vector<std::string_view> classes, phrases;
};

const WebWords& web_words() {
  static const WebWords words = [] {
    WebWords out;
    std::string_view rest(reinterpret_cast<const char*>(demarche_text_web), static_cast<std::size_t>(demarche_text_web_end - demarche_text_web));
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.starts_with("class ")) out.classes.push_back(line.substr(6));
      if (line.starts_with("phrase ")) out.phrases.push_back(line.substr(7));
    }
    std::sort(out.classes.begin(), out.classes.end());
    return out;
  }();
  return words;
}

/// Whether a word of "site-nav", "relatedLinks", "cookie_notice" is one of `class`.
bool names_furniture(std::string_view names) {
  const auto& classes = web_words().classes;
  std::string word;
  const auto known = [&] { return std::binary_search(classes.begin(), classes.end(), std::string_view(word)); };
  for (std::size_t k = 0; k <= names.size() && k < kLongestTag; ++k) {
    const char c = k < names.size() ? names[k] : ' ';
    const bool inner_capital = is_ascii_capital(c) && k > 0 && is_ascii_small(names[k - 1]);
    if ((!is_ascii_letter(c) || inner_capital) && !word.empty()) {
      if (known()) return true;
      word.clear();
    }
    if (is_ascii_letter(c)) word.push_back(static_cast<char>(c | 0x20));
  }
  return false;
}

// ---- simplifying the source ----

constexpr std::array<std::string_view, 16> kDress = {"b",     "big", "code", "em",     "font",   "i",  "nobr", "s",
                                                     "small", "strike", "strong", "tt", "u",  "mark", "abbr", "wbr"};
constexpr std::array<std::string_view, 8> kRaw = {"script", "style", "noscript", "svg", "math", "iframe", "template", "textarea"};
constexpr std::array<std::string_view, 14> kVoid = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "keygen"};
constexpr std::array<std::string_view, 13> kSelfClosing = {"p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody", "thead", "html", "head", "body"};

struct Simplified {
  std::string html;
  std::vector<std::string> json_ld;
};

class Simplifier {
 public:
  explicit Simplifier(std::string_view source) : in_(source) { out_.html.reserve(source.size()); }

  Simplified run() {
    while (at_ < in_.size()) {
      const std::size_t open = std::min(in_.find('<', at_), in_.size());
      out_.html.append(in_, at_, open - at_);
      at_ = open;
      if (at_ < in_.size()) markup();
    }
    return std::move(out_);
  }

 private:
  void markup() {
    if (in_.substr(at_, 4) == "<!--") return skip_past("-->");
    if (in_.substr(at_, 2) == "<!" || in_.substr(at_, 2) == "<?") return skip_past(">");
    const bool closing = in_.substr(at_, 2) == "</";
    std::size_t name_end = at_ + (closing ? 2 : 1);
    while (name_end < in_.size() && (std::isalnum(static_cast<unsigned char>(in_[name_end])) != 0 || in_[name_end] == '-' || in_[name_end] == ':')) ++name_end;
    const std::string name = lower(in_.substr(at_ + (closing ? 2 : 1), std::min<std::size_t>(name_end - at_ - (closing ? 2 : 1), 32)));
    if (name.empty() || !is_ascii_letter(name[0])) {
      out_.html += "&lt;";
      ++at_;
      return;
    }
    const std::size_t end = tag_end(name_end);
    const std::string_view tag = in_.substr(at_, end - at_);
    at_ = end;
    if (among(name, kRaw)) return closing ? void() : raw(name, tag);
    if (among(name, kDress)) return;
    if (++tags_ > kMostTags || !allowed(name, closing)) return void(out_.html += ' ');
    if (tag.size() <= kLongestTag) out_.html += tag;
    else out_.html += (closing ? "</" : "<") + name + ">";
  }

  /// Behind the ">" of the tag whose attributes begin at `at`; quoted values may hold one.
  std::size_t tag_end(std::size_t at) const {
    char quote = 0;
    for (; at < in_.size(); ++at) {
      const char c = in_[at];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '>') {
        return at + 1;
      } else if ((c == '"' || c == '\'') && in_[at - 1] == '=') {
        const std::size_t close = in_.find(c, at + 1);
        if (close == std::string_view::npos) return std::min(in_.find('>', at), in_.size() - 1) + 1;  // never closed
        quote = c;
      }
    }
    return in_.size();
  }

  void skip_past(std::string_view mark) {
    const std::size_t end = in_.find(mark, at_);
    at_ = end == std::string_view::npos ? in_.size() : end + mark.size();
  }

  /// Leaves out the element, whose content is no markup of the page; keeps JSON-LD.
  void raw(const std::string& name, std::string_view tag) {
    if (tag.ends_with("/>")) return;
    const std::string close = "</" + name;
    std::size_t end = at_;
    for (;; ++end) {
      end = in_.find("</", end);
      if (end == std::string_view::npos) { end = in_.size(); break; }
      if (lower(in_.substr(end, close.size())) == close) break;
    }
    if (name == "script" && lower(tag.substr(0, kLongestTag)).find("ld+json") != std::string::npos) out_.json_ld.emplace_back(in_.substr(at_, end - at_));
    at_ = end;
    if (at_ < in_.size()) skip_past(">");
  }

  /// Counts open elements; what lies too deep goes, and so does its end tag.
  bool allowed(const std::string& name, bool closing) {
    if (among(name, kVoid) || among(name, kSelfClosing)) return true;
    if (!closing) return ++depth_ <= kDeepest;
    if (depth_ > kDeepest) return --depth_, false;
    depth_ -= depth_ > 0;
    return true;
  }

  std::string_view in_;
  std::size_t at_ = 0, depth_ = 0, tags_ = 0;
  Simplified out_;
};

// ---- JSON-LD ----

struct Linked {
  std::string headline, publisher, published, author;
};

/// "Anna Kos" of a string, an object with a name, or several of those: "Anna Kos, Per Lind".
void read_author(simdjson::dom::element value, std::string& out, int depth) {
  simdjson::dom::array all;
  simdjson::dom::object fields;
  std::string_view s;
  if (depth > 2 || out.size() > 200) return;
  if (value.get(all) == simdjson::SUCCESS) {
    for (const simdjson::dom::element one : all) read_author(one, out, depth + 1);
  } else if (value.get(s) == simdjson::SUCCESS || (value.get(fields) == simdjson::SUCCESS && fields.at_key("name").get(s) == simdjson::SUCCESS)) {
    if (!s.empty()) out += (out.empty() ? "" : ", ") + std::string(s);
  }
}

void read_linked(simdjson::dom::element value, Linked& out, int depth) {
  if (depth > 4) return;
  simdjson::dom::array items;
  if (value.get(items) == simdjson::SUCCESS) {
    for (const simdjson::dom::element item : items) read_linked(item, out, depth + 1);
    return;
  }
  simdjson::dom::object fields;
  if (value.get(fields) != simdjson::SUCCESS) return;
  std::string_view s;
  const auto take = [&](std::string& to, std::string_view key) {
    if (to.empty() && fields.at_key(key).get(s) == simdjson::SUCCESS) to = s;
  };
  take(out.headline, "headline");
  take(out.published, "datePublished");
  if (simdjson::dom::element author; out.author.empty() && fields.at_key("author").get(author) == simdjson::SUCCESS) read_author(author, out.author, 0);
  if (out.publisher.empty() && fields.at_pointer("/publisher/name").get(s) == simdjson::SUCCESS) out.publisher = s;
  simdjson::dom::element graph;
  if (fields.at_key("@graph").get(graph) == simdjson::SUCCESS) read_linked(graph, out, depth + 1);
}

Linked linked_of(const std::vector<std::string>& blocks) {
  Linked out;
  simdjson::dom::parser parser;
  for (const std::string& block : blocks) {
    simdjson::dom::element root;
    if (parser.parse(block).get(root) == simdjson::SUCCESS) read_linked(root, out, 0);
  }
  return out;
}

// ---- the walk ----

constexpr std::array<std::string_view, 19> kFurniture = {"nav",  "header", "footer", "aside",  "form",   "figure", "figcaption", "button", "select", "label",
                                                         "menu", "dialog", "video",  "audio",  "object", "canvas", "picture",    "h1",     "title"};
constexpr std::array<std::string_view, 16> kInline = {"a", "span", "q", "cite", "sub", "sup", "time", "ins", "del", "bdi", "bdo", "kbd", "samp", "var", "dfn", "data"};
constexpr std::array<std::string_view, 9> kPlaces = {"body", "div", "section", "article", "main", "td", "center", "html", "font"};

struct Place {
  int parent = -1;
  int last = -1;           ///< the last place below it
  double score = 0;
  std::size_t bytes = 0;   ///< of text, with that of places below
  bool article = false, main = false, body = false;  ///< body: marked as the story's own
};

struct Paragraph {
  std::string text;
  std::size_t linked = 0;  ///< bytes within links
  int place = 0;
  bool heading = false, item = false;
};

struct Head {
  std::string og_title, title, h1, site, canonical, og_url, published, time, language, author;
};

std::string_view attribute(const GumboNode* node, const char* name) {
  const GumboAttribute* a = gumbo_get_attribute(&node->v.element.attributes, name);
  return a == nullptr ? std::string_view() : std::string_view(a->value);
}

std::string tag_name(const GumboNode* node) {
  const GumboElement& e = node->v.element;
  if (e.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(e.tag);
  GumboStringPiece piece = e.original_tag;
  gumbo_tag_from_original_text(&piece);
  return lower({piece.data, piece.length});
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

/// White space, no-break spaces among it, as single spaces.
void append_spaced(std::string& out, std::string_view s) {
  for (std::size_t k = 0; k < s.size(); ++k) {
    const bool no_break = s.substr(k, 2) == "\xC2\xA0";
    if (!no_break && !is_space(s[k])) { out.push_back(s[k]); continue; }
    if (!out.empty() && out.back() != ' ') out.push_back(' ');
    k += no_break;
  }
}

std::string one_line(std::string_view s) {
  std::string out;
  append_spaced(out, tidy(s));
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

class Walk {
 public:
  Head head;
  std::vector<Place> places = std::vector<Place>(1);  // a list of one would be copied from, and g++ -O3 warns of that copy
  std::vector<Paragraph> paragraphs;

  /// With `by_class`, elements whose class or id names furniture are left out.
  explicit Walk(bool by_class) : by_class_(by_class) {}

  void run(const GumboNode* root) {
    stack_.push_back({root, 0, false});
    while (!stack_.empty()) {
      Step& step = stack_.back();
      const GumboVector& children = children_of(step.node);
      if (step.next < children.length) {
        visit(static_cast<const GumboNode*>(children.data[step.next++]));
      } else {
        leave(step);
        stack_.pop_back();
      }
    }
    flush();
    places[0].last = static_cast<int>(places.size()) - 1;
  }

 private:
  struct Step {
    const GumboNode* node;
    unsigned next;
    bool furniture;
    bool link = false, heading = false, item = false, place = false, h1 = false, title = false;
  };

  static const GumboVector& children_of(const GumboNode* node) {
    return node->type == GUMBO_NODE_DOCUMENT ? node->v.document.children : node->v.element.children;
  }

  void visit(const GumboNode* node) {
    if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) return enter(node);
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) text(node->v.text.text);
  }

  void text(std::string_view s) {
    if (in_title_ > 0 && head.title.size() < kLongestTag) append_spaced(head.title, s);
    if (in_h1_ > 0 && head.h1.size() < kLongestTag) append_spaced(head.h1, s);
    if (furniture_ > 0) return;
    const std::size_t before = current_.text.size();
    append_spaced(current_.text, s);
    if (links_ > 0) current_.linked += current_.text.size() - before;
    if (current_.text.size() > before) breaks_ = 0;
  }

  void enter(const GumboNode* node) {
    const std::string name = tag_name(node);
    note_head(node, name);
    if (name == "br") {
      if (++breaks_ >= 2) flush();
      return append_spaced(current_.text, " ");
    }
    Step step{node, 0, is_furniture(node, name)};
    step.link = name == "a";
    step.heading = name.size() == 2 && name[0] == 'h' && is_digit(name[1]);
    step.item = name == "li" || name == "dd" || name == "dt";
    step.h1 = name == "h1" && head.h1.empty();
    step.title = name == "title" && head.title.empty();
    step.place = !step.furniture && among(name, kPlaces);
    if (!among(name, kInline)) flush();
    furniture_ += step.furniture, links_ += step.link, headings_ += step.heading, items_ += step.item, in_h1_ += step.h1, in_title_ += step.title;
    if (step.place && furniture_ == 0) open_place(node, name);
    else step.place = false;
    stack_.push_back(step);
  }

  void leave(const Step& step) {
    if (step.node->type == GUMBO_NODE_DOCUMENT) return;
    if (!among(tag_name(step.node), kInline)) flush();
    furniture_ -= step.furniture, links_ -= step.link, headings_ -= step.heading, items_ -= step.item, in_h1_ -= step.h1, in_title_ -= step.title;
    if (step.place) {
      places[static_cast<std::size_t>(place_)].last = static_cast<int>(places.size()) - 1;
      place_ = places[static_cast<std::size_t>(place_)].parent;
    }
  }

  void open_place(const GumboNode* node, const std::string& name) {
    Place place;
    place.parent = place_;
    place.article = name == "article" || attribute(node, "role") == "article";
    place.main = name == "main" || attribute(node, "role") == "main";
    place.body = attribute(node, "itemprop") == "articleBody";
    place_ = static_cast<int>(places.size());
    places.push_back(place);
  }

  bool is_furniture(const GumboNode* node, const std::string& name) const {
    if (among(name, kFurniture)) return true;
    if (name == "body" || name == "html" || name == "main" || name == "article" || name == "head") return false;
    if (attribute(node, "aria-hidden") == "true" || gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr) return true;
    const std::string_view role = attribute(node, "role");
    if (role == "navigation" || role == "banner" || role == "contentinfo" || role == "complementary" || role == "search" || role == "dialog") return true;
    if (!by_class_ || attribute(node, "itemprop") == "articleBody") return false;
    return names_furniture(attribute(node, "class")) || names_furniture(attribute(node, "id"));
  }

  static void take(std::string& to, std::string_view value) {
    if (to.empty()) to = value.substr(0, kLongestTag);
  }

  void note_head(const GumboNode* node, const std::string& name) {
    if (name == "html") return take(head.language, attribute(node, "lang"));
    if (name == "link" && lower(attribute(node, "rel")) == "canonical") return take(head.canonical, attribute(node, "href"));
    if (name == "time") take(head.time, attribute(node, "datetime"));
    if (attribute(node, "itemprop") == "datePublished") {
      take(head.published, attribute(node, "content"));
      take(head.published, attribute(node, "datetime"));
    }
    if (name != "meta") return;
    const std::string key = lower(attribute(node, "property").empty() ? attribute(node, "name") : attribute(node, "property"));
    const std::string_view content = attribute(node, "content");
    if (key == "og:title") take(head.og_title, content);
    else if (key == "og:site_name") take(head.site, content);
    else if (key == "og:url") take(head.og_url, content);
    else if (key == "og:locale") take(head.language, content);
    else if ((key == "author" || key == "article:author" || key == "dc.creator" || key == "parsely-author") && !content.starts_with("http")) take(head.author, content);
    else if (key == "article:published_time" || key == "date" || key == "pubdate" || key == "publishdate" || key == "dc.date" ||
             key == "dc.date.issued" || key == "parsely-pub-date" || key == "publish-date" || key == "og:published_time")
      take(head.published, content);
  }

  void flush() {
    breaks_ = 0;
    std::string& s = current_.text;
    while (!s.empty() && s.back() == ' ') s.pop_back();
    if (!s.empty() && s.front() == ' ') s.erase(0, 1);
    if (!s.empty()) {
      current_.place = place_;
      current_.heading = headings_ > 0;
      current_.item = items_ > 0;
      paragraphs.push_back(std::move(current_));
    }
    current_ = {};
  }

  bool by_class_;
  std::vector<Step> stack_;
  Paragraph current_;
  int place_ = 0, breaks_ = 0, furniture_ = 0, links_ = 0, headings_ = 0, items_ = 0, in_h1_ = 0, in_title_ = 0;
};

// ---- choosing ----

bool is_linked(const Paragraph& p) { return p.linked * 2 > p.text.size(); }

bool is_notice(const Paragraph& p) {
  if (p.text.size() > kShortParagraph) return false;
  const std::string small = lower(p.text);
  return std::any_of(web_words().phrases.begin(), web_words().phrases.end(), [&](std::string_view phrase) { return small.starts_with(phrase); });
}

bool is_kept(const Paragraph& p) { return !p.heading && !is_linked(p) && !is_notice(p); }

/// The place with the story: what is marked as its body, else the longest <article>, else <main>, else where the text is densest.
int story_place(std::vector<Place>& places, const std::vector<Paragraph>& paragraphs) {
  std::size_t total = 0;
  for (const Paragraph& p : paragraphs) {
    if (!is_kept(p)) continue;
    const bool prose = p.text.size() >= 60 && !p.item;
    total += p.text.size();
    double share = prose ? static_cast<double>(p.text.size()) : 0;
    for (int at = p.place; at >= 0; at = places[static_cast<std::size_t>(at)].parent) {
      Place& place = places[static_cast<std::size_t>(at)];
      place.score += share;
      place.bytes += p.text.size();
      share /= 2;
    }
  }
  const auto longest = [&](auto marked) {
    int best = -1;
    for (std::size_t k = 0; k < places.size(); ++k) {
      if (marked(places[k]) && (best < 0 || places[k].bytes > places[static_cast<std::size_t>(best)].bytes)) best = static_cast<int>(k);
    }
    const std::size_t bytes = best < 0 ? 0 : places[static_cast<std::size_t>(best)].bytes;
    return bytes >= kStory || (bytes > 0 && bytes * 2 >= total) ? best : -1;
  };
  if (const int k = longest([](const Place& p) { return p.body; }); k >= 0) return k;
  if (const int k = longest([](const Place& p) { return p.article; }); k >= 0) return k;
  if (const int k = longest([](const Place& p) { return p.main; }); k >= 0) return k;
  const auto best = std::max_element(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.score < b.score; });
  return best->score > 0 ? static_cast<int>(best - places.begin()) : 0;
}

std::string story_of(Walk& walk) {
  const int chosen = story_place(walk.places, walk.paragraphs);
  const int last = walk.places[static_cast<std::size_t>(chosen)].last;
  std::string out;
  for (const Paragraph& p : walk.paragraphs) {
    if (p.place < chosen || p.place > last || !is_kept(p)) continue;
    if (!out.empty()) out += "\n\n";
    out += p.text;
  }
  return out;
}

/// "Envoy recalled | The Daily": the site's name goes.
std::string without_site(std::string title, const std::string& site) {
  for (const std::string_view bar : {" | ", " - ", " – ", " — "}) {
    const std::size_t at = title.rfind(bar);
    if (at == std::string::npos || at == 0) continue;
    const std::string_view tail = std::string_view(title).substr(at + bar.size());
    if (bar == " | " || (!site.empty() && lower(tail) == lower(site))) return title.substr(0, at);
  }
  return title;
}

/// "By Anna Kos": the name alone.
std::string without_by(std::string byline) {
  return lower(std::string_view(byline).substr(0, 3)) == "by " ? byline.substr(3) : byline;
}

std::string first_of(std::initializer_list<std::string_view> values) {
  for (const std::string_view value : values) {
    if (std::string line = one_line(value); !line.empty()) return line;
  }
  return {};
}

// ---- gumbo ----

/// The page's tree, in an arena that goes with it.
class Tree {
 public:
  explicit Tree(std::string_view html) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = [](void* arena, size_t n) { return static_cast<std::pmr::memory_resource*>(arena)->allocate(n, alignof(std::max_align_t)); };
    options.deallocator = [](void*, void*) {};
    options.userdata = &arena_;
    options.max_errors = 0;
    output_ = gumbo_parse_with_options(&options, html.data(), html.size());
  }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  [[nodiscard]] const GumboNode* document() const { return output_->document; }

 private:
  std::pmr::monotonic_buffer_resource arena_{std::size_t{1} << 16};
  GumboOutput* output_;
};

}  // namespace

Result<Article> read_html(std::string_view bytes, const std::string& where) {
  if (bytes.size() > kLargestPage) return Error{ErrorKind::kTooLarge, where, "is larger than the limit of 16 MiB for a page", {}};
  Result<std::string> clean = clean_text(bytes, where);
  if (!clean) return clean.error();
  const Simplified page = Simplifier(*clean).run();
  const Linked linked = linked_of(page.json_ld);
  const Tree tree(page.html);
  Walk walk(true);
  walk.run(tree.document());
  std::string story = story_of(walk);
  if (story.size() < kStory) {  // a class that names furniture may sit on the story itself
    Walk again(false);
    again.run(tree.document());
    if (std::string more = story_of(again); more.size() > 2 * story.size()) story = std::move(more);
  }

  Article article;
  const Head& head = walk.head;
  article.source = first_of({head.site, linked.publisher});
  article.title = without_site(first_of({head.og_title, linked.headline, head.h1, head.title}), article.source);
  article.url = first_of({head.canonical, head.og_url});
  article.byline = without_by(first_of({linked.author, head.author}));
  for (const std::string& day : {head.published, linked.published, head.time}) {
    if (!article.published && (article.published = parse_published(day))) article.published_basis = "page";
  }
  if (head.language.size() >= 2) article.language = lower(head.language.substr(0, head.language.find_first_of("-_")));
  article.text = tidy(story);
  return article;
}

}  // namespace demarche
