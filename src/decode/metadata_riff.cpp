// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_riff.h"

#include <string_view>

#include "decode/big_endian.h"

namespace photosieve {
namespace {

using namespace std::string_view_literals;

void take(std::string_view name, ByteSpan body, MetadataBlocks& blocks) {
  const bool small = body.size() <= kMostAssembled;
  if (name == "EXIF" && blocks.exif.empty()) {
    if (begins_with(body, "Exif\0\0"sv)) body = body.subspan(6);  // some writers keep JPEG's prefix
    blocks.exif = body;
  } else if (name == "XMP " && blocks.xmp.empty()) {
    if (small)
      blocks.xmp = text_of(body);
    else
      blocks.problem("The XMP block is too large to be read");
  } else if (name == "ICCP" && blocks.icc.empty() && small) {
    blocks.icc.assign(body.begin(), body.end());
  } else if (name == "C2PA" && blocks.c2pa_where.empty()) {
    blocks.c2pa_where = "RIFF C2PA chunk";
    if (small) blocks.c2pa.assign(body.begin(), body.end());
  }
}

}  // namespace

void walk_riff_metadata(ByteSpan file, MetadataBlocks& blocks) {
  blocks.model = ColourModel::kRgb;
  std::size_t at = 12;  // "RIFF", length, "WEBP"
  while (file.size() >= 8 && at <= file.size() - 8) {
    const std::string_view name = text_of(file.subspan(at, 4));
    const std::size_t length = little32(file, at + 4);
    const std::size_t left = file.size() - at - 8;
    if (length > left) return;
    take(name, file.subspan(at + 8, length), blocks);
    at += 8 + length + length % 2;
  }
}

}  // namespace photosieve
