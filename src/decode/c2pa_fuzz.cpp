// The reader of Content Credentials on any bytes: JUMBF boxes with CBOR in them, and CBOR alone.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "decode/c2pa.h"
#include "decode/cbor.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve;
  const C2paReading reading = read_c2pa({data, size});
  if (reading.facts.actions.size() > kMostMetadataEntries ||
      reading.ai_marks.size() > kMostMetadataEntries)
    std::abort();
  std::size_t told = 0;
  (void)walk_cbor({data, size}, [&](std::string_view key, std::string_view text) {
    told += key.size() + text.size();
  });
  // Every text lies in the bytes; a key is told once a value.
  if (told > 20'000 * size) std::abort();
  return 0;
}
