// is_made_of_itself(): whether pictures in a HEIF are put together from each other in a circle, or
// in a chain longer than any that is real.
//
// A grid, an overlay or an identity names the pictures that it is made of (references "dimg").
// libheif (1.15) follows them without end, so a circle would use up the stack.
// Source   ISO/IEC 14496-12 section 8.11.12 (iref), ISO/IEC 23008-12 section 6.6.
// Errors   none: what is no reference is passed over.
// Threads  pure.
// Cost     linear in the references; of more than 100,000, or 10,000 boxes side by side, the answer
//          is yes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace photosieve {

[[nodiscard]] bool is_made_of_itself(std::span<const std::uint8_t> file);

}  // namespace photosieve
