// Input vectors → e: bidirectional LSTM layers over a batch of sentences in lockstep, so that a step's weights, once in the
// cache, serve all of them. Sentences are sorted longest first: those still running are always the first few. Relies on kernels.
// Door: encode.
#include "syntax/network.h"

namespace demarche::syntax {
namespace {

/// The rows of one step: token `step` of each running sentence, counted from its end for the backward way.
struct Step {
  const Batch& batch;
  std::size_t step;
  bool backwards;

  [[nodiscard]] std::size_t running() const {
    std::size_t n = batch.sizes.size();
    while (n > 0 && batch.sizes[n - 1] <= step) --n;
    return n;
  }
  [[nodiscard]] std::size_t token(std::size_t sentence, std::size_t at) const {
    return batch.starts[sentence] + (backwards ? batch.sizes[sentence] - 1 - at : at);
  }
};

void run_direction(const Network& net, const Batch& batch, std::size_t layer, std::size_t way, EncoderSpace& space) {
  const PackedLstm& lstm = net.lstm[layer][way];
  const std::size_t width = 2 * net.hidden;
  const std::uint8_t* const in = layer == 0 ? space.input.data() : space.layers[(layer + 1) % 2].data();
  const std::size_t in_width = layer == 0 ? net.input : width;
  std::uint8_t* const out = space.layers[layer % 2].data() + way * net.hidden;
  const std::size_t sentences = batch.sizes.size();
  std::memset(space.cells.reserve(sentences * net.hidden), 0, sentences * net.hidden * sizeof(float));
  space.rows.resize(sentences);
  for (std::size_t step = 0; step < batch.sizes.front(); ++step) {
    const Step now{batch, step, way == 1};
    const std::size_t running = now.running();
    for (std::size_t s = 0; s < running; ++s) {
      const std::size_t t = now.token(s, step);
      const std::uint8_t* const before = step == 0 ? space.zero.data() : out + now.token(s, step - 1) * width;
      space.rows[s] = {in + t * in_width, before, out + t * width, space.cells.data() + s * net.hidden,
                       layer == 0 ? space.scales[t] : 1.0f / 127};
    }
    lstm_step(lstm.wx, lstm.wh, lstm.bias.data(), {space.rows.data(), running});
  }
}

}  // namespace

const std::uint8_t* encode(const Network& net, const Batch& batch, EncoderSpace& space) {
  if (space.zero.size() < net.hidden) std::memset(space.zero.reserve(net.hidden), 128, net.hidden);
  for (AlignedBytes& layer : space.layers) layer.reserve(batch.tokens * 2 * net.hidden);
  for (std::size_t layer = 0; layer < net.lstm.size(); ++layer) {
    for (std::size_t way = 0; way < 2; ++way) run_direction(net, batch, layer, way, space);
  }
  return space.layers[(net.lstm.size() - 1) % 2].data();
}

}  // namespace demarche::syntax
