// measure(): all numbers taken from one decoded photo.
//
// Input    a DecodedPhoto; without an image only what needs no pixels is measured.
// Meaning  model/measure_table.h and docs/measures.md. `mode` speed leaves noise out.
// Errors   none: what cannot be measured has no value.
// Threads  pure: any number of calls at once.
// Cost     about a third of the JPEG's own decoding; see measures_bench.cpp.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/decoded_photo.h"
#include "model/evidence.h"
#include "model/settings.h"

namespace photosieve {

[[nodiscard]] Evidence measure(const DecodedPhoto& photo, Mode mode);

}  // namespace photosieve
