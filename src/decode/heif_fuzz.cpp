// Fuzz target: the decoder on bytes that begin as this format does.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/fuzz_decoder.h"

// libheif forgets 52 bytes for a colour description of numbers it does not know: a worker's loss.
// NOLINTNEXTLINE: the name that the sanitizer asks for
extern "C" const char* __lsan_default_suppressions();
// NOLINTNEXTLINE
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libheif.so";
}

// NOLINTNEXTLINE(readability-identifier-naming): the name libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return photosieve::fuzz_decoder(data, size,
                                  {photosieve::Format::kHeif, photosieve::Format::kAvif});
}
