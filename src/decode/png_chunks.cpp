// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/png_chunks.h"

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "decode/exif.h"

namespace photosieve {
namespace {

constexpr std::size_t kSignatureBytes = 8;
constexpr std::size_t kFrameBytes = 12;  // length, name, checksum
constexpr std::uint32_t kLongestChunk = 0x7FFFFFFF;

std::uint32_t u32(const std::uint8_t* at) {
  return static_cast<std::uint32_t>(at[0]) << 24 | static_cast<std::uint32_t>(at[1]) << 16 |
         static_cast<std::uint32_t>(at[2]) << 8 | at[3];
}

bool letters(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

bool critical(std::string_view name) {
  return name[0] >= 'A' && name[0] <= 'Z';
}

void read_header(std::span<const std::uint8_t> body, PngFacts& facts) {
  if (body.size() < 13) return;
  facts.width = u32(body.data());
  facts.height = u32(body.data() + 4);
  facts.bit_depth = body[8];
  facts.colour_type = body[9];
  facts.interlaced = body[12] != 0;
}

}  // namespace

PngFacts walk_png(std::span<const std::uint8_t> file) {
  PngFacts facts;
  std::size_t at = kSignatureBytes;
  while (file.size() >= kFrameBytes && at <= file.size() - kFrameBytes) {
    const std::uint8_t* chunk = file.data() + at;
    const std::uint32_t length = u32(chunk);
    const std::string_view name(reinterpret_cast<const char*>(chunk) + 4, 4);
    if (length > kLongestChunk || !letters(name)) {
      facts.garbage_at = at;
      return facts;
    }
    if (length > file.size() - at - kFrameBytes) return facts;  // the file ends in the chunk
    const auto body = file.subspan(at + 8, length);
    if (critical(name)) {
      const auto sum = crc32_z(0, chunk + 4, length + 4);
      if (!facts.bad_at && sum != u32(chunk + 8 + length)) facts.bad_at = at;
    }
    if (name == "IHDR" && facts.width == 0) read_header(body, facts);
    if (name == "acTL" && length == 8) facts.frames = u32(body.data());
    if (name == "eXIf") facts.orientation = tiff_orientation(body);
    if (name == "IEND") {
      facts.has_end = true;
      return facts;
    }
    at += kFrameBytes + length;
  }
  return facts;
}

}  // namespace photosieve
