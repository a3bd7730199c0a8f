// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/answer_reader.h"

#include <algorithm>
#include <array>

namespace photosieve {

void AnswerReader::feed(std::span<const std::uint8_t> bytes) {
  if (!broken_) buffer_.append(bytes.begin(), bytes.end());
}

std::optional<Result<Answer>> AnswerReader::next() {
  if (broken_ || buffer_.size() < kFrameHeadBytes) return std::nullopt;
  std::array<std::uint8_t, kFrameHeadBytes> head{};
  std::copy_n(buffer_.begin(), head.size(), head.begin());
  const std::size_t length = frame_length(head);
  if (length > kLargestAnswer) {
    broken_ = true;
    buffer_.clear();
    return fail(ErrorKind::kRetry, "a worker's answer is too long");
  }
  if (buffer_.size() < kFrameHeadBytes + length) return std::nullopt;
  const auto* begin = reinterpret_cast<const std::uint8_t*>(buffer_.data()) + kFrameHeadBytes;
  Result<Answer> answer = decode_answer({begin, length});
  buffer_.erase(0, kFrameHeadBytes + length);
  if (!answer) {
    broken_ = true;
    buffer_.clear();
  }
  return answer;
}

}  // namespace photosieve
