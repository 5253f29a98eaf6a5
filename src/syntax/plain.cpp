// The network in f32 and plain loops, straight from the weights file as docs/model-format.md reads: slow and obvious. The fast
// path is held against it; nothing else uses it. Relies on features and tree. Door: read_plainly.
#include <algorithm>
#include <cmath>
#include <limits>

#include "syntax/network.h"

namespace demarche::syntax {
namespace {

using Row = std::vector<float>;

/// m · x
Row times(const Matrix& m, std::span<const float> x) {
  Row out(m.rows);
  for (std::size_t r = 0; r < m.rows; ++r) {
    float sum = 0;
    for (std::size_t c = 0; c < m.cols; ++c) sum += m.at(r, c) * x[c];
    out[r] = sum;
  }
  return out;
}

Row linear(const Linear& l, std::span<const float> x) {
  Row out = times(l.w, x);
  for (std::size_t r = 0; r < out.size(); ++r) out[r] += l.b[r];
  return out;
}

Row side(const Linear& l, std::span<const float> x) {
  Row out = linear(l, x);
  for (float& v : out) v = v > 0 ? v : 0.1f * v;
  return out;
}

float dot_plainly(std::span<const float> a, std::span<const float> b) {
  float sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k];
  return sum;
}

std::size_t first_max(const Row& row) { return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin()); }
float sigmoid(float v) { return 1 / (1 + std::exp(-v)); }

std::vector<Row> run_lstm(const LstmWeights& w, const std::vector<Row>& x, bool backwards) {
  const std::size_t hidden = w.wh.cols, n = x.size();
  std::vector<Row> out(n);
  Row h(hidden), c(hidden);
  for (std::size_t step = 0; step < n; ++step) {
    const std::size_t t = backwards ? n - 1 - step : step;
    const Row from_x = times(w.wx, x[t]), from_h = times(w.wh, h);
    const auto gate = [&](std::size_t g, std::size_t k) {
      return from_x[g * hidden + k] + from_h[g * hidden + k] + w.b[g * hidden + k];
    };
    for (std::size_t k = 0; k < hidden; ++k) {
      c[k] = sigmoid(gate(1, k)) * c[k] + sigmoid(gate(0, k)) * std::tanh(gate(2, k));
      h[k] = sigmoid(gate(3, k)) * std::tanh(c[k]);
    }
    out[t] = h;
  }
  return out;
}

std::vector<Row> encode_plainly(const Network& net, std::vector<Row> x) {
  for (const auto& both : net.weights.lstm) {
    const auto forwards = run_lstm(both[0], x, false), backwards = run_lstm(both[1], x, true);
    for (std::size_t t = 0; t < x.size(); ++t) {
      x[t] = forwards[t];
      x[t].insert(x[t].end(), backwards[t].begin(), backwards[t].end());
    }
  }
  return x;
}

std::vector<Row> with_root(Vector root, const Linear& l, const std::vector<Row>& e) {
  std::vector<Row> out{Row(root.begin(), root.end())};
  for (const Row& row : e) out.push_back(side(l, row));
  return out;
}

std::vector<float> arc_scores(const Weights& w, const std::vector<Row>& e) {
  const std::vector<Row> g = with_root(w.arc_root, w.arc_head, e);
  std::vector<float> out;
  for (const Row& row : e) {
    const Row d = side(w.arc_dep, row);
    Row through(w.arc_v.begin(), w.arc_v.end());
    for (std::size_t a = 0; a < d.size(); ++a) {
      for (std::size_t b = 0; b < d.size(); ++b) through[b] += d[a] * w.arc_u.at(a, b);
    }
    for (const Row& governor : g) out.push_back(dot_plainly(through, governor));
  }
  return out;
}

std::size_t best_label(const Network& net, std::span<const float> d, std::span<const float> g, bool root) {
  const Weights& w = net.weights;
  if (root && net.root_label < w.labels.size()) return net.root_label;
  Row logits(w.labels.size());
  for (std::size_t k = 0; k < logits.size(); ++k) {
    logits[k] = w.label_b[k];
    for (std::size_t r = 0; r < d.size(); ++r) {
      logits[k] += w.label_wd.at(k, r) * d[r] + w.label_wh.at(k, r) * g[r];
      for (std::size_t s = 0; s < g.size(); ++s) logits[k] += d[r] * w.label_u.at(k * d.size() + r, s) * g[s];
    }
  }
  if (net.root_label < logits.size()) logits[net.root_label] = std::numeric_limits<float>::lowest();
  return first_max(logits);
}

}  // namespace

PlainReading read_plainly(const Network& net, std::span<const std::string_view> forms) {
  const Weights& w = net.weights;
  const std::size_t n = forms.size();
  PlainReading out;
  out.choices.resize(n);
  TokenFeatures token;
  std::vector<Row> x(n, Row(w.dims.input()));
  for (std::size_t i = 0; i < n; ++i) {
    token.read(forms[i], net);
    embed(net, token, x[i]);
    out.input.insert(out.input.end(), x[i].begin(), x[i].end());
  }
  const std::vector<Row> e = encode_plainly(net, std::move(x));
  for (const Row& row : e) out.encoder.insert(out.encoder.end(), row.begin(), row.end());

  std::vector<Row> names;
  std::vector<const float*> name_rows;
  for (std::size_t i = 0; i < n; ++i) {
    out.choices[i].tag = static_cast<std::uint16_t>(first_max(linear(w.tag, e[i])));
    out.choices[i].script = static_cast<std::uint16_t>(first_max(linear(w.lemma, e[i])));
    names.push_back(linear(w.name, e[i]));
  }
  for (const Row& row : names) name_rows.push_back(row.data());
  std::vector<float> score;
  std::vector<std::uint8_t> back;
  best_names(net.names, name_rows, nullptr, score, back, out.choices);

  out.arcs = arc_scores(w, e);
  std::vector<std::uint32_t> heads(n);
  TreeSpace space;
  best_tree(out.arcs, n + 1, n, heads, space);
  const std::vector<Row> g = with_root(w.label_root, w.label_head, e);
  for (std::size_t i = 0; i < n; ++i) {
    out.choices[i].head = heads[i];
    out.choices[i].label = static_cast<std::uint16_t>(best_label(net, side(w.label_dep, e[i]), g[heads[i]], heads[i] == 0));
  }
  return out;
}

}  // namespace demarche::syntax
