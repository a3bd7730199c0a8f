// Fuzz target: the decoder on bytes that begin as this format does.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/fuzz_decoder.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return photosieve::fuzz_decoder(data, size, {photosieve::Format::kWebp});
}
