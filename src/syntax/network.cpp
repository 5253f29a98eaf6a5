// The weights made ready: classes taken apart, words indexed, matrices packed to int8 in the padded layout of network.h. Runs
// once per model, at load; what it costs is start-up time, so nothing here looks at the embedding tables. Door: Network's
// constructor.
#include "syntax/network.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <utility>

namespace demarche::syntax {
namespace {

/// The part of `line` before its first tab; `line` keeps what follows it.
std::string_view take_field(std::string_view& line) {
  const std::size_t tab = line.find('\t');
  const std::string_view field = line.substr(0, tab);
  line = tab == std::string_view::npos ? std::string_view{} : line.substr(tab + 1);
  return field;
}

TagClass tag_of(std::string_view line) {
  const Upos upos = upos_of(take_field(line));
  const std::string_view feats = take_field(line);
  return {upos, morph_of(feats), feats.empty() ? std::string_view("_") : feats};
}

LabelClass label_of(std::string_view line) {
  LabelClass out{Rel::kDep, SubRel::kNone, line};
  split_deprel(line, out.rel, out.subrel);
  return out;
}

ScriptClass script_of(std::string_view line) {
  ScriptClass out;
  const std::string_view cut = take_field(line);
  std::from_chars(cut.data(), cut.data() + cut.size(), out.cut);
  out.add = take_field(line);
  out.lower_case = line == "l";
  return out;
}

/// Where the columns of a stored row go in a padded row: runs of `run`, each begun at a multiple of `to`.
struct Columns {
  std::size_t run;
  std::size_t to;
};

/// Copies row `from` of `m` into `values` (cleared before), spread as `columns` says.
void spread(const Matrix& m, std::size_t row, Columns columns, std::span<float> values) {
  std::fill(values.begin(), values.end(), 0.0f);
  for (std::size_t c = 0, at = 0; c < m.cols; c += columns.run, at += columns.to) {
    const std::size_t n = std::min(columns.run, m.cols - c);
    if (m.f32 != nullptr) {
      std::copy_n(m.f32 + row * m.cols + c, n, values.data() + at);
    } else {
      for (std::size_t k = 0; k < n; ++k) values[at + k] = m.at(row, c + k);
    }
  }
}

/// A row buffer for matrices of `depth` columns, readable up to a multiple of 16.
AlignedFloats row_buffer(std::size_t depth) { return AlignedFloats(round_up(depth, kPanel)); }

/// Packs gates so that block b holds i, f, g, o of the units 16b … 16b+15.
PackedMatrix pack_gates(const Matrix& m, std::size_t hidden, std::size_t depth, Columns columns) {
  const std::size_t units = round_up(hidden, kPanel);
  PackedMatrix out(4 * units, round_up(depth, 4));
  AlignedFloats row = row_buffer(out.depth);
  for (std::size_t unit = 0; unit < hidden; ++unit) {
    for (std::size_t gate = 0; gate < 4; ++gate) {
      spread(m, gate * hidden + unit, columns, {row.data(), row.size()});
      out.set_row(unit / kPanel * kBlock + gate * kPanel + unit % kPanel, row.data());
    }
  }
  return out;
}

AlignedFloats pack_gate_bias(Vector b, std::size_t hidden) {
  AlignedFloats out(4 * round_up(hidden, kPanel));
  for (std::size_t unit = 0; unit < hidden; ++unit) {
    for (std::size_t gate = 0; gate < 4; ++gate)
      out[unit / kPanel * kBlock + gate * kPanel + unit % kPanel] = b[gate * hidden + unit];
  }
  return out;
}

AlignedFloats padded(Vector v) {
  AlignedFloats out(round_up(v.size(), kPanel));
  std::copy(v.begin(), v.end(), out.data());
  return out;
}

constexpr float kNever = -1e30f;  // bias of columns that stand for no class

}  // namespace

LineIndex::LineIndex(std::span<const std::string_view> keys) : keys_(keys) {
  slots_.resize(std::bit_ceil(std::max<std::size_t>(8, keys.size() * 2)));
  mask_ = static_cast<std::uint32_t>(slots_.size() - 1);
  for (std::size_t line = 0; line < keys.size(); ++line) {
    const std::uint32_t hash = hash_of(keys[line]);
    std::uint32_t at = hash & mask_;
    while (slots_[at].line != kNone && !(slots_[at].hash == hash && keys_[slots_[at].line] == keys[line])) at = (at + 1) & mask_;
    if (slots_[at].line == kNone) slots_[at] = {hash, static_cast<std::uint32_t>(line)};
  }
}

std::uint32_t LineIndex::find(std::string_view key) const {
  if (slots_.empty()) return kNone;
  const std::uint32_t hash = hash_of(key);
  for (std::uint32_t at = hash & mask_; slots_[at].line != kNone; at = (at + 1) & mask_) {
    if (slots_[at].hash == hash && keys_[slots_[at].line] == key) return slots_[at].line;
  }
  return kNone;
}

namespace {

void index_classes(Network& net) {
  const Weights& w = net.weights;
  std::transform(w.tags.begin(), w.tags.end(), std::back_inserter(net.tags), tag_of);
  std::transform(w.labels.begin(), w.labels.end(), std::back_inserter(net.labels), label_of);
  std::transform(w.scripts.begin(), w.scripts.end(), std::back_inserter(net.scripts), script_of);
  net.names = NameClasses(w.names);
  net.root_label = static_cast<std::uint32_t>(std::find(w.labels.begin(), w.labels.end(), "root") - w.labels.begin());
}

void index_words(Network& net) {
  const Weights& w = net.weights;
  net.vocab = LineIndex(w.vocab);
  net.lemma_keys.reserve(w.lemmas.size());
  for (const std::string_view line : w.lemmas) net.lemma_keys.push_back(line.substr(0, std::min(line.rfind('\t'), line.size())));
  net.lemmas = LineIndex(net.lemma_keys);
}

void pack_encoder(Network& net) {
  const Weights& w = net.weights;
  const std::size_t h = w.dims.hidden;
  net.hidden = round_up(h, kPanel);
  net.input = round_up(w.dims.input(), kPanel);
  for (std::size_t layer = 0; layer < w.dims.layers; ++layer) {
    auto& both = net.lstm.emplace_back();
    for (std::size_t way = 0; way < 2; ++way) {
      const LstmWeights& from = w.lstm[layer][way];
      both[way].wx = layer == 0 ? pack_gates(from.wx, h, w.dims.input(), {w.dims.input(), w.dims.input()})
                                : pack_gates(from.wx, h, 2 * net.hidden, {h, net.hidden});
      both[way].wh = pack_gates(from.wh, h, net.hidden, {h, net.hidden});
      both[way].bias = pack_gate_bias(from.b, h);
    }
  }
}

void pack_heads(Network& net) {
  const Weights& w = net.weights;
  const std::size_t h = w.dims.hidden;
  struct Head {
    const Linear& linear;
    std::size_t Network::Columns::*at;
    bool classes;
  };
  using C = Network::Columns;
  const std::array<Head, 7> order = {{{w.tag, &C::tag, true},
                                      {w.lemma, &C::lemma, true},
                                      {w.name, &C::name, true},
                                      {w.arc_dep, &C::arc_dep, false},
                                      {w.arc_head, &C::arc_head, false},
                                      {w.label_dep, &C::label_dep, false},
                                      {w.label_head, &C::label_head, false}}};
  std::size_t at = 0;
  for (const Head& head : order) {
    net.at.*head.at = at;
    at += round_up(head.linear.w.rows, kPanel);
  }
  net.at.end = at;
  net.heads = PackedMatrix(round_up(at, kBlock), 2 * net.hidden);
  net.heads_bias = AlignedFloats(net.heads.rows);
  AlignedFloats row = row_buffer(net.heads.depth);
  for (const Head& head : order) {
    const std::size_t first = net.at.*head.at;
    const std::size_t rows = head.linear.w.rows;
    for (std::size_t r = 0; r < rows; ++r) {
      spread(head.linear.w, r, {h, net.hidden}, {row.data(), row.size()});
      net.heads.set_row(first + r, row.data());
      net.heads_bias[first + r] = head.linear.b[r];
    }
    for (std::size_t r = rows; head.classes && r < round_up(rows, kPanel); ++r) net.heads_bias[first + r] = kNever;
  }
}

void pack_arcs(Network& net) {
  const Weights& w = net.weights;
  const std::size_t a = w.dims.arc;
  net.arc = round_up(a, kPanel);
  net.arc_u = PackedMatrix(round_up(net.arc, kBlock), net.arc);
  net.arc_v = AlignedFloats(net.arc_u.rows);
  std::copy(w.arc_v.begin(), w.arc_v.end(), net.arc_v.data());
  net.arc_root = padded(w.arc_root);
  AlignedFloats row = row_buffer(net.arc);
  for (std::size_t s = 0; s < a; ++s) {
    for (std::size_t r = 0; r < a; ++r) row[r] = w.arc_u.at(r, s);
    net.arc_u.set_row(s, row.data());
  }
}

void pack_labels(Network& net) {
  const Weights& w = net.weights;
  const std::size_t r = w.dims.label, k = w.labels.size();
  net.label = round_up(r, kPanel);
  const std::size_t numbers = k * net.label;  // where the K single numbers begin
  net.label_u = PackedMatrix(round_up(numbers + k, kBlock), net.label);
  net.label_bias = AlignedFloats(net.label_u.rows);
  net.label_root = padded(w.label_root);
  AlignedFloats rows(r * net.label);
  AlignedFloats row = row_buffer(net.label);
  for (std::size_t label = 0; label < k; ++label) {
    for (std::size_t from = 0; from < r; ++from) {
      for (std::size_t to = 0; to < r; ++to) rows[to * net.label + from] = w.label_u.at(label * r + from, to);
    }
    for (std::size_t to = 0; to < r; ++to) {
      net.label_u.set_row(label * net.label + to, rows.data() + to * net.label);
      net.label_bias[label * net.label + to] = w.label_wh.at(label, to);
    }
    spread(w.label_wd, label, {r, net.label}, {row.data(), row.size()});
    net.label_u.set_row(numbers + label, row.data());
    net.label_bias[numbers + label] = w.label_b[label];
  }
}

}  // namespace

Network::Network(Weights w) : weights(std::move(w)) {
  index_classes(*this);
  index_words(*this);
  pack_encoder(*this);
  pack_heads(*this);
  pack_arcs(*this);
  pack_labels(*this);
}

char Network::casing_of(std::string_view lower_form) const {
  std::string key(lower_form);
  std::replace_if(
      key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; }, '0');
  const std::uint32_t line = vocab.find(key);
  return line < weights.casing.size() ? weights.casing[line] : '-';
}

}  // namespace demarche::syntax
