// TiffReader: libtiff behind a plain face: what a page holds, and its channels as 8-bit planes.
//
// Calls in order: open(), then read() or nothing. Reads from memory; nothing of the library's
// printing, and none of its types, leaves it. std::bad_alloc does when memory ran out.
// Strips and tiles, channels together or apart, 1 to 16 bits, and through the library's own RGBA
// conversion what is stored as YCbCr or CIE Lab. Samples of 16 bits are rounded, fewer than 8
// spread over 0 to 255 (a palette's are left as they are).
// Threads: one at a time an object. The bytes must outlive it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "decode/decoder.h"
#include "model/image.h"

namespace photosieve {

enum class TiffColour : std::uint8_t { kGrey, kGreyInverted, kRgb, kPalette, kCmyk };
enum class TiffAlpha : std::uint8_t { kNone, kPlain, kMultipliedIn };

struct TiffPage {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  int orientation = 1;
  int bits = 8;  // a channel
  TiffColour colour = TiffColour::kGrey;
  TiffAlpha alpha = TiffAlpha::kNone;
  std::array<std::array<std::uint8_t, 256>, 3> palette{};
  std::uint64_t ends_at = 0;  // the last byte of its pixels that the page names, and one
  std::string refusal;        // why its pixels cannot be had; empty: they may be read
};

struct TiffChannels {
  std::vector<Plane> planes;  // 1, 3 or 4 of the colour, then the alpha's if there is one
  std::size_t rows = 0;       // from the top, complete
};

class TiffReader {
 public:
  TiffReader(std::span<const std::uint8_t> bytes, const DecodeLimits& limits);
  ~TiffReader();
  TiffReader(const TiffReader&) = delete;
  TiffReader& operator=(const TiffReader&) = delete;

  // The page whose directory is at that place. False when there is none that can be read.
  [[nodiscard]] bool open(std::uint64_t directory);
  [[nodiscard]] const TiffPage& page() const;

  [[nodiscard]] TiffChannels read();

 private:
  struct Library;
  std::unique_ptr<Library> library_;
};

}  // namespace photosieve
