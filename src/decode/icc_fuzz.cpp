// The reader of colour profiles on any bytes: it ends, and knows a space or says why not.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "decode/icc.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const photosieve::ColourFacts facts = photosieve::read_icc({data, size});
  if (size > 0 && facts.space.empty() == facts.profile_problem.empty()) std::abort();
  return 0;
}
