// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_blocks.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "decode/big_endian.h"
#include "decode/metadata_bmff.h"
#include "decode/metadata_jpeg.h"
#include "decode/metadata_png.h"
#include "decode/metadata_riff.h"
#include "decode/metadata_tiff.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostProblems = 12;
constexpr std::uint16_t kIptcResource = 0x0404;
constexpr std::uint16_t kDigestResource = 0x0425;
constexpr std::size_t kResourceHead = 12;  // "8BIM", number, an empty name, length

}  // namespace

void MetadataBlocks::problem(std::string sentence) {
  if (problems.size() >= kMostProblems) return;
  if (std::find(problems.begin(), problems.end(), sentence) != problems.end()) return;
  problems.push_back(std::move(sentence));
}

void read_image_resources(ByteSpan resources, MetadataBlocks& blocks) {
  std::size_t at = 0;
  while (resources.size() - at >= kResourceHead) {
    if (!begins_with(resources.subspan(at), "8BIM")) return;  // other owners' are rare
    const std::uint16_t number = big16(resources, at + 4);
    const std::size_t name = resources[at + 6];
    const std::size_t head = 6 + (name + 2) / 2 * 2 + 4;  // the name has a length and is padded
    if (resources.size() - at < head) return;
    const std::size_t length = big32(resources, at + head - 4);
    const std::size_t left = resources.size() - at - head;
    if (length > left) {
      if (number == kIptcResource) blocks.problem("The IPTC block is longer than the file says");
      return;
    }
    const ByteSpan data = resources.subspan(at + head, length);
    if (number == kIptcResource && blocks.iptc.empty())
      blocks.iptc.assign(data.begin(), data.end());
    if (number == kDigestResource && data.size() == 16) {
      blocks.iptc_digest.emplace();
      std::copy(data.begin(), data.end(), blocks.iptc_digest->begin());
    }
    const std::size_t padded = length + length % 2;
    if (padded > left) return;
    at += head + padded;
  }
}

MetadataBlocks find_metadata(ByteSpan file) {
  MetadataBlocks blocks;
  if (begins_with(file, "\xFF\xD8\xFF")) {
    walk_jpeg_metadata(file, blocks);
  } else if (begins_with(file, "\x89PNG\r\n\x1A\n")) {
    walk_png_metadata(file, blocks);
  } else if (begins_with(file, "RIFF") && file.size() >= 12 &&
             begins_with(file.subspan(8), "WEBP")) {
    walk_riff_metadata(file, blocks);
  } else if (file.size() >= 12 && begins_with(file.subspan(4), "ftyp")) {
    walk_bmff_metadata(file, blocks);
  } else {
    walk_tiff_metadata(file, blocks);  // does nothing with what is none
  }
  return blocks;
}

}  // namespace photosieve
