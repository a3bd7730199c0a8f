// copy_bytes(): all bytes of one opened file into another, as the file system does it best.
//
// A reflink where both lie on a file system that shares blocks, else a copy inside the kernel, else
// by reading and writing. The source's offset is not moved. Errors: errno, or 0. Threads: any.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace photosieve {

[[nodiscard]] int copy_bytes(int source, int empty_copy);
// The last resort of the above.
[[nodiscard]] int copy_bytes_by_hand(int source, int empty_copy);

}  // namespace photosieve
