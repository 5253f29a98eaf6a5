// Cuts a long article into documents of bounded size, so that memory and time of what reads them grow with the text and no faster.
//
// Relies on: paragraphs, tokens, sentences, dateline. Door: class Sections.
// Sections end with paragraphs, and their sentences are those that segment() would cut. Only a paragraph that is longer than a section
// is itself cut: after the last whole sentence that fits.
#include <algorithm>
#include <utility>

#include "text/text.h"

namespace demarche {
namespace {

/// The end of a slice that begins at `begin`: the last white space within `bytes`, else the last code point's end.
std::uint32_t slice_end(std::string_view text, Span paragraph, std::size_t bytes) {
  if (paragraph.size() <= bytes) return paragraph.end;
  const std::size_t most = paragraph.begin + bytes;
  const std::size_t blank = text.find_last_of(" \n", most);
  if (blank != std::string_view::npos && blank > paragraph.begin) return static_cast<std::uint32_t>(blank);
  std::size_t end = most;
  while (end > paragraph.begin + 1 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return static_cast<std::uint32_t>(end);
}

Span moved(Span s, std::uint32_t back) { return {s.begin - back, s.end - back}; }

}  // namespace

Sections::Sections(Article& article, std::size_t bytes, const Orthography& orthography)
    : article_(article), orthography_(orthography), bytes_(std::max<std::size_t>(bytes, 1)) {
  if (article.dateline_span.empty()) find_dateline(article);
  paragraphs_ = paragraphs(article.text);
  std::string text = std::exchange(article.text, {});
  head_ = article;
  head_.dateline.clear(), head_.dateline_span = {};
  article.text = std::move(text);
}

std::optional<Section> Sections::next() {
  if (at_ == paragraphs_.size()) return std::nullopt;
  const std::uint32_t begin = paragraphs_[at_].begin;
  std::size_t last = at_ + 1;
  while (last < paragraphs_.size() && paragraphs_[last].end - begin <= bytes_) ++last;
  const std::string_view text = article_.text;
  const std::uint32_t end = last == at_ + 1 ? slice_end(text, paragraphs_[at_], bytes_) : paragraphs_[last - 1].end;

  Article part = head_;
  part.text = text.substr(begin, end - begin);
  const Span dateline = article_.dateline_span;
  if (!dateline.empty() && begin <= dateline.begin && dateline.end <= end) {
    part.dateline = article_.dateline;
    part.dateline_span = moved(dateline, begin);
  }
  Section section{Document(std::move(part)), begin};
  Document& doc = section.document;
  doc.words.reserve(doc.text().size() / 5 + 16);
  for (std::size_t p = at_; p < last; ++p) {
    const auto first = static_cast<WordId>(doc.words.size());
    tokenize(doc, moved({paragraphs_[p].begin, std::min(paragraphs_[p].end, end)}, begin), orthography_);
    cut_sentences(doc, first, orthography_);
  }
  if (is_within_paragraph_ && !doc.sentences.empty()) doc.sentences.front().paragraph_begins = false;
  is_within_paragraph_ = end < paragraphs_[last - 1].end;
  if (is_within_paragraph_) {
    paragraphs_[at_].begin = keep_whole_sentences(doc, begin, end);
  } else {
    at_ = last;
  }
  return section;
}

/// Of a paragraph's slice, leaves the last sentence to the next section; returns where that begins.
std::uint32_t Sections::keep_whole_sentences(Document& doc, std::uint32_t begin, std::uint32_t end) const {
  const std::string_view text = article_.text;
  if (doc.sentences.size() > 1) {
    doc.words.resize(doc.sentences.back().begin);
    end = begin + doc.sentences.back().span.begin;
    doc.sentences.pop_back();
  }
  while (text[end] == ' ' || text[end] == '\n') ++end;  // a paragraph ends with neither
  return end;
}

}  // namespace demarche
