// Result<T>: a value, or the reason there is none.
//
// Every function that can fail for a reason outside the program returns one.
// A broken promise inside the program is PS_CHECK's business, at the end.
// Exceptions stop at the file that wraps the library which throws them.
// An Error is a plain value: copy it, send it to another thread, store it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace photosieve {

// What the caller should do, not what went wrong: the message says that.
enum class ErrorKind : std::uint8_t {
  kPhoto,  // this photo only: record it as unreadable and take the next
  kRetry,  // a store, disk or peer is busy: the same call may succeed later
  kFatal,  // the run cannot go on: disk full, schema newer than the program
  kUsage,  // the person asked for something that cannot be: tell them, exit 2
  kTaken,  // as kUsage: somebody else has it now, so later it can be
};

struct [[nodiscard]] Error {
  ErrorKind kind;
  std::string message;  // one sentence for a person, no trailing full stop
};

template <class T = void>
using Result = tl::expected<T, Error>;  // std::expected once the compiler has it

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>{Error{kind, std::move(message)}};
}

// Adds the step that failed: "copy a/b.jpg: no space left on device".
[[nodiscard]] inline tl::unexpected<Error> because(const std::string& step, Error cause) {
  cause.message = step + ": " + cause.message;
  return tl::unexpected<Error>{std::move(cause)};
}

[[noreturn]] inline void check_failed(const char* what, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, what);
  std::abort();
}

}  // namespace photosieve

// PS_TRY(auto image, decode(bytes));  declares image, or returns the Error.
#define PS_TRY(declaration, expression) \
  PS_TRY_IMPL_(PS_TRY_CAT_(ps_try_, __LINE__), declaration, expression)
#define PS_TRY_CAT_(a, b) PS_TRY_CAT2_(a, b)
#define PS_TRY_CAT2_(a, b) a##b
#define PS_TRY_IMPL_(result, declaration, expression)                \
  auto result = (expression);                                        \
  if (!(result)) return ::tl::unexpected(std::move(result).error()); \
  declaration = *std::move(result)

// PS_TRY_VOID(store.commit(batch));  goes on, or returns the Error.
#define PS_TRY_VOID(expression)                                                              \
  do {                                                                                       \
    auto ps_try_void_result = (expression);                                                  \
    if (!ps_try_void_result) return ::tl::unexpected(std::move(ps_try_void_result).error()); \
  } while (false)

// PS_CHECK(width > 0);  stops the program: only for what our own code got wrong.
#define PS_CHECK(promise) \
  ((promise) ? static_cast<void>(0) : ::photosieve::check_failed(#promise, __FILE__, __LINE__))
