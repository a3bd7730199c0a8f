// PngReader: libpng behind a plain face: rows of 8-bit grey, grey and alpha, RGB or RGBA.
//
// Calls in order: open(), then read_row() for each row (not interlaced), or read_all(). No longjmp
// of the library leaves it; std::bad_alloc does when memory ran out. Checksums are not verified:
// walk_png() does. Threads: one at a time an object. The bytes must outlive it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace photosieve {

class PngReader {
 public:
  explicit PngReader(std::span<const std::uint8_t> bytes);
  ~PngReader();
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  // False when the header is broken.
  [[nodiscard]] bool open();
  [[nodiscard]] std::size_t width() const;
  [[nodiscard]] std::size_t height() const;
  [[nodiscard]] std::size_t channels() const;   // 1 to 4
  [[nodiscard]] std::size_t row_bytes() const;  // width times channels

  // Into row_bytes() bytes. False when there is no next row.
  [[nodiscard]] bool read_row(std::uint8_t* row);

  // All rows, one behind the other, over what `rows` holds. False when some pixels were not there.
  [[nodiscard]] bool read_all(std::vector<std::uint8_t>& rows);

  // The library asked for more bytes than there are.
  [[nodiscard]] bool ended() const;

 private:
  struct Library;
  std::unique_ptr<Library> library_;
};

}  // namespace photosieve
