// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_tiff.h"

#include <algorithm>
#include <string_view>

#include "decode/big_endian.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostTags = 512;
constexpr std::size_t kTagBytes = 12;

// Numbers in the file's own order.
class Reader {
 public:
  Reader(ByteSpan file, bool big) : file_(file), big_(big) {}

  [[nodiscard]] bool has(std::size_t at, std::size_t count) const {
    return at <= file_.size() && file_.size() - at >= count;
  }
  [[nodiscard]] std::uint16_t u16(std::size_t at) const {
    return big_ ? big16(file_, at) : static_cast<std::uint16_t>(file_[at + 1] << 8 | file_[at]);
  }
  [[nodiscard]] std::uint32_t u32(std::size_t at) const {
    return big_ ? big32(file_, at) : little32(file_, at);
  }
  // The data of the tag at `at`; empty when they are not inside the file.
  [[nodiscard]] ByteSpan data(std::size_t at) const {
    const std::uint16_t type = u16(at + 2);
    const std::uint64_t count = u32(at + 4);
    const std::uint64_t size = type == 3 ? 2 : type == 4 || type == 9 ? 4 : 1;
    const std::uint64_t bytes = count * size;
    if (bytes <= 4) return file_.subspan(at + 8, bytes);
    const std::size_t offset = u32(at + 8);
    if (!has(offset, bytes)) return {};
    return file_.subspan(offset, bytes);
  }

 private:
  ByteSpan file_;
  bool big_;
};

ColourModel model_of(unsigned photometric) {
  switch (photometric) {
    case 0:
    case 1:
      return ColourModel::kGrey;
    case 2:
    case 3:
    case 6:
      return ColourModel::kRgb;
    case 5:
      return ColourModel::kCmyk;
    case 8:
    case 9:
    case 10:
      return ColourModel::kLab;
    default:
      return ColourModel::kUnknown;
  }
}

void take(std::uint16_t tag, ByteSpan data, MetadataBlocks& blocks) {
  if (data.empty() || data.size() > kMostAssembled) return;
  if (tag == 700) blocks.xmp = text_of(data);
  if (tag == 33723 && blocks.iptc.empty()) blocks.iptc.assign(data.begin(), data.end());
  if (tag == 34377) read_image_resources(data, blocks);
  if (tag == 34675) blocks.icc.assign(data.begin(), data.end());
  if (tag == 0xCD41) {
    blocks.c2pa_where = "TIFF tag 52545";
    blocks.c2pa.assign(data.begin(), data.end());
  }
}

}  // namespace

void walk_tiff_metadata(ByteSpan file, MetadataBlocks& blocks) {
  using namespace std::string_view_literals;
  const bool big = begins_with(file, "MM\0*"sv);
  if (file.size() < 8 || (!big && !begins_with(file, "II*\0"sv))) return;
  blocks.exif = file;
  blocks.exif_is_file = true;
  const Reader reader(file, big);
  const std::size_t directory = reader.u32(4);
  if (!reader.has(directory, 2)) return;
  const std::size_t tags = std::min<std::size_t>(reader.u16(directory), kMostTags);
  for (std::size_t i = 0; i < tags; ++i) {
    const std::size_t at = directory + 2 + i * kTagBytes;
    if (!reader.has(at, kTagBytes)) return;
    const std::uint16_t tag = reader.u16(at);
    if (tag == 262) blocks.model = model_of(reader.u16(at + 8));
    take(tag, reader.data(at), blocks);
  }
}

}  // namespace photosieve
