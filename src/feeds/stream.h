// Bytes that come one after the other, packed or not. Internal to the feeds layer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche {

/// Bytes in order. Not for several threads.
class Stream {
 public:
  virtual ~Stream() = default;
  /// Fills at most `size` bytes; 0 is the end. An error is the last word.
  virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
};

/// A file, or standard input for "-". `taken`, where given, counts bytes and must outlive the stream.
Result<std::unique_ptr<Stream>> open_stream(const std::string& path, std::uint64_t* taken = nullptr);
std::unique_ptr<Stream> stream_over(std::string bytes);

/// How far packed bytes may grow before they are taken for a bomb: text packs 3 to 20 times, an empty one thousands of times.
struct Limits {
  std::uint64_t free = std::uint64_t{256} << 20;  ///< bytes that may come out before the share counts
  std::uint64_t share = 200;                      ///< bytes out for one byte in, beyond
};
/// gzip (members in a row, as web archives have them) and zstd (frames in a row) taken off. Where they end in the middle, or are
/// damaged, what came before is given first and then kMalformed. kTooLarge beyond the limits.
std::unique_ptr<Stream> gunzip(std::unique_ptr<Stream> packed, std::string name, Limits limits = {});
std::unique_ptr<Stream> unzstd(std::unique_ptr<Stream> packed, std::string name, Limits limits = {});

/// A stream with a buffer to look ahead in.
class Lookahead : public Stream {
 public:
  Lookahead(std::unique_ptr<Stream> from) : from_(std::move(from)) {}  // NOLINT(google-explicit-constructor)

  /// At least `size` bytes where the stream has them; the view lives until the next call. Errors show in failure().
  std::string_view peek(std::size_t size);
  void skip(std::size_t size) { at_ += size; }  ///< of what peek showed
  /// Passes over `size` bytes; false where the stream ends before.
  bool pass(std::uint64_t size);
  Result<std::size_t> read(char* to, std::size_t size) override;
  [[nodiscard]] bool failed() const { return failure_ != nullptr; }
  [[nodiscard]] const Error& failure() const { return *failure_; }

 private:
  std::unique_ptr<Stream> from_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
  std::unique_ptr<Error> failure_;
};

}  // namespace demarche
