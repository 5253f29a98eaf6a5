// The matrices of the weights packed to int8 in the padded layout of network.h: gates of an LSTM in blocks, the heads one under another,
// the biaffine tensors turned so that one product serves a word. Runs once per model. Relies on kernels. Door: pack.
#include <algorithm>
#include <array>

#include "syntax/network.h"

namespace demarche::syntax {
namespace {

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

void pack(Network& net) {
  pack_encoder(net);
  pack_heads(net);
  pack_arcs(net);
  pack_labels(net);
}

}  // namespace demarche::syntax
