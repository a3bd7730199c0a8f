// The protocol on any bytes: as a request, as an answer, as a stream of answers in pieces. What is
// accepted is valid enough to be sent again and to be read back the same.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/protocol.h"

#include <algorithm>
#include <cstdlib>

#include "work/answer_reader.h"

namespace {

void check_answer(std::span<const std::uint8_t> cbor) {
  const auto answer = photosieve::decode_answer(cbor);
  if (!answer) return;
  const std::string frame = photosieve::encode_answer(*answer);
  const auto* begin = reinterpret_cast<const std::uint8_t*>(frame.data());
  const auto again = photosieve::decode_answer(
      {begin + photosieve::kFrameHeadBytes, frame.size() - photosieve::kFrameHeadBytes});
  if (!again || photosieve::number_of(*again) != photosieve::number_of(*answer)) std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> bytes(data, size);
  check_answer(bytes);
  if (const auto request = photosieve::decode_request(bytes))
    static_cast<void>(photosieve::encode_request(*request));
  photosieve::AnswerReader reader;
  for (std::size_t at = 0; at < size; at += 7) {
    reader.feed(bytes.subspan(at, std::min<std::size_t>(7, size - at)));
    while (reader.next()) {
    }
  }
  return 0;
}
