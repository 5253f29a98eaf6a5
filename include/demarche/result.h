// Results that carry their failure: a kind, a message, a place.
//
// Demarche throws no exceptions across its interfaces. A function that can fail returns Result<T>, which holds either a value
// or an Error. Errors are values: they own their words, may be copied, and may cross threads.
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace demarche {

/// What kind of thing went wrong; decides the exit status and who has to act.
enum class ErrorKind : std::uint8_t {
  kNotFound,     ///< no such file or folder
  kUnreadable,   ///< exists, but cannot be read or written (rights, disk, a device)
  kMalformed,    ///< was read, and is not what it says it is
  kTooLarge,     ///< exceeds a documented limit
  kUnsupported,  ///< well formed, but newer or other than this program knows
  kUsage,        ///< the caller asked for something that cannot be
};

/// One failure. `where` names the place as people write it: "FILE", "FILE:LINE" or "FILE:LINE:COLUMN"; lines and columns count
/// from 1. `message` is one clause without a full stop. `excerpt`, where present, is the offending line with a caret under it.
struct Error {
  ErrorKind kind = ErrorKind::kMalformed;
  std::string where;
  std::string message;
  std::string excerpt;

  /// "where: message" and, on lines of their own, the excerpt.
  [[nodiscard]] std::string text() const {
    std::string out = where.empty() ? message : where + ": " + message;
    if (!excerpt.empty()) out += "\n" + excerpt;
    return out;
  }
};

/// Either a T or an Error. Reading the value of a failed result is a programming mistake (asserted).
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor): reads as `return value;`
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return state_.index() == 0; }
  [[nodiscard]] bool ok() const { return state_.index() == 0; }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value.
struct Done {};
using Status = Result<Done>;

}  // namespace demarche
