// AnswerReader: bytes that arrive from a worker, in any pieces, to answers.
//
// Fed from a poll loop. The bytes are untrusted: a frame that is too long or says nothing valid is
// an error, and after it the reader gives nothing more; the worker is to be killed.
// Threads: one at a time. Memory: at most one frame and what was fed since next() was called last.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "work/protocol.h"

namespace photosieve {

class AnswerReader {
 public:
  void feed(std::span<const std::uint8_t> bytes);

  // The next whole answer; nothing when more bytes are needed. Call until it gives nothing.
  [[nodiscard]] std::optional<Result<Answer>> next();

  // Bytes of an answer that has begun and not ended: the worker died in it.
  [[nodiscard]] bool in_the_middle() const { return !buffer_.empty(); }

 private:
  std::string buffer_;
  bool broken_ = false;
};

}  // namespace photosieve
