// DecodedPhoto: what decoding found out about a file's bytes.
//
// Header facts are there whenever the header could be read, pixels whenever any could be had:
// a truncated photo still has an image (the missing part is mid-grey), and its problem says so.
// Threads: a value.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/image.h"
#include "model/photo.h"

namespace photosieve {

enum class ProblemKind : std::uint8_t {
  kTruncated,    // the data ends before the picture does
  kCorrupt,      // the data contradicts itself, and pixels are wrong or missing
  kUndecodable,  // no pixels: not a format that is known, or a broken or absurd header
};

struct DecodeProblem {
  ProblemKind kind = ProblemKind::kUndecodable;
  std::optional<std::uint64_t> offset;  // byte of the file at which it was seen
  std::string message;                  // one sentence for a photographer
};

// Quantisation tables of a JPEG in natural (row by row) order; nothing for a table not used.
struct JpegTables {
  std::optional<std::array<std::uint16_t, 64>> luma;
  std::optional<std::array<std::uint16_t, 64>> chroma;
};

struct DecodedPhoto {
  Format format = Format::kUnknown;
  std::uint32_t width = 0;  // upright (EXIF orientation applied); 0 when unknown
  std::uint32_t height = 0;
  int orientation = 1;       // EXIF, 1 to 8, as it stood in the file
  int bits_per_channel = 8;  // as stored: 8, 10, 12 or 16; fewer than 8 count as 8
  // Pages, frames or pictures in the file; only the first (HEIF: the primary one) is looked at.
  std::uint32_t pictures = 1;
  std::optional<Image> image;  // upright; nothing when too large or undecodable
  std::optional<JpegTables> jpeg_tables;
  std::vector<DecodeProblem> problems;
};

}  // namespace photosieve
