// TiffSource: bytes in memory as libtiff reads files, and the file it opens over them.
//
// What the library would print goes nowhere; a single piece of memory that it asks for is bounded.
// A file that ends early can be made to seem as long as it says, with a value in the places that
// are not there.
// Errors   open() gives nothing where no directory can be read; std::bad_alloc.
// Threads  one at a time. The source and its bytes must outlive what was opened.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

struct tiff;  // the library's TIFF

namespace photosieve {

struct TiffClose {
  void operator()(tiff* file) const;
};
using TiffHandle = std::unique_ptr<tiff, TiffClose>;

struct TiffSource {
  std::span<const std::uint8_t> bytes;
  std::uint64_t at = 0;    // where the library stands
  std::uint64_t size = 0;  // at least that of the bytes
  std::uint8_t padding = 0;

  [[nodiscard]] TiffHandle open(std::size_t most_memory);
};

}  // namespace photosieve
