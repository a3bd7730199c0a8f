// The HEVC and AV1 decoders that libheif is to use: libde265 and dav1d without threads of theirs.
//
// libheif's own way of calling libde265 starts a thread, and waits for ever where none can be
// started, as in a worker that has closed itself in. These two are asked instead, since their
// priority is higher. They also refuse pictures of more pixels than the bound, whatever the file
// says about their size outside.
// Threads  the bound and the trouble belong to the calling thread.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace photosieve {

// Registers both, once in a process, and has the libraries make their tables: before a sandbox.
void use_own_heif_codecs();

// Of the pictures that this thread decodes from now on: the largest one, and all of them together
// (a few bytes can name the same tile sixty thousand times).
void bound_heif_pictures(std::uint64_t largest, std::uint64_t together);

// Whether a decoder went on over damage since the last call; forgets it.
[[nodiscard]] bool take_heif_damage();

}  // namespace photosieve
