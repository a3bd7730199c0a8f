// find_metadata(): where a file keeps what it says of its picture, by container.
//
// JPEG (APP1 Exif and XMP with its extension, APP2 ICC, APP11 JUMBF, APP13 IPTC), PNG (eXIf, iTXt
// XMP, raw profiles of ImageMagick, iCCP, sRGB, gAMA, cHRM, cICP, caBX), WebP and TIFF and HEIF or
// AVIF, told apart by content. The blocks are handed on as bytes; nothing is believed of them yet.
// Source   ITU T.81; Adobe XMP Specification Part 3 (2020); ICC.1:2022 annex B; W3C PNG 3rd
// edition;
//          Google WebP container; TIFF 6.0; ISO/IEC 14496-12 and 23008-12; ISO/IEC 19566-5 (JUMBF);
//          C2PA Technical Specification 2.1, 11.3 (embedding).
// Errors   none: what is broken, too large or in pieces that do not fit is a sentence in problems.
// Limits   every walk is bounded by the file's own bytes; what is put together from pieces is at
//          most kMostAssembled bytes a block.
// Threads  pure. Cost: microseconds; the headers alone are read.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/photo_metadata.h"

namespace photosieve {

using ByteSpan = std::span<const std::uint8_t>;
using ByteVector = std::vector<std::uint8_t>;

inline constexpr std::size_t kMostAssembled = std::size_t{8} << 20;

// Colour as code points of ITU-T H.273 (PNG cICP, HEIF and AVIF nclx).
struct CodePoints {
  std::uint16_t primaries = 2;  // 1 BT.709, 9 BT.2020, 12 P3-D65; 2 unspecified
  std::uint16_t transfer = 2;   // 13 sRGB, 1 BT.709, 16 PQ, 18 HLG
};

struct PngColour {
  bool srgb = false;
  std::optional<double> gamma;  // of the file: 0.45455 for 2.2
  // x and y of white, red, green and blue.
  std::optional<std::array<double, 8>> chromaticities;
};

struct MetadataBlocks {
  ByteSpan exif;              // a TIFF block, inside the file or in exif_bytes
  bool exif_is_file = false;  // the whole file is that block (TIFF)
  ByteVector exif_bytes;
  std::string xmp;                                          // a packet, in whatever encoding it has
  std::string xmp_extension;                                // what did not fit into the packet
  ByteVector iptc;                                          // IIM datasets
  std::optional<std::array<std::uint8_t, 16>> iptc_digest;  // as Photoshop stored it
  ByteVector icc;
  ByteVector c2pa;         // a JUMBF superbox
  std::string c2pa_where;  // "JPEG APP11"; "" where there is none
  std::string ai_text;     // PNG text that image generators write
  std::string ai_text_where;
  std::optional<CodePoints> code_points;
  bool code_points_first = false;  // PNG: believed before the profile
  PngColour png;
  ColourModel model = ColourModel::kUnknown;  // of the stored channels
  std::vector<std::string> problems;

  MetadataBlocks() = default;
  MetadataBlocks(MetadataBlocks&&) = default;  // not copied: exif may point into exif_bytes
  MetadataBlocks& operator=(MetadataBlocks&&) = default;
  MetadataBlocks(const MetadataBlocks&) = delete;
  MetadataBlocks& operator=(const MetadataBlocks&) = delete;
  ~MetadataBlocks() = default;

  void problem(std::string sentence);  // kept once, and at most a dozen
};

[[nodiscard]] MetadataBlocks find_metadata(ByteSpan file);

// The IPTC datasets and their digest in Photoshop's image resources (an APP13 segment, TIFF tag
// 34377), each "8BIM", number, name, length, data.
void read_image_resources(ByteSpan resources, MetadataBlocks& blocks);

}  // namespace photosieve
