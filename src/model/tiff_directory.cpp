// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tiff_directory.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace photosieve {
namespace {

enum TagNumber : std::uint16_t {
  kNewSubfileType = 0x00FE,
  kCompression = 0x0103,
  kPhotometric = 0x0106,
  kMake = 0x010F,
  kSubIfds = 0x014A,
  kCfaRepeatPattern = 0x828D,
  kCfaPattern = 0x828E,
  kDngVersion = 0xC612,
};

constexpr std::size_t kLongestMake = 16;

// Bytes of a value of each type; 0: a type that is not known.
std::size_t size_of(std::uint64_t type) {
  constexpr std::array<std::uint8_t, 19> kSizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4,
                                                8, 4, 8, 4, 0, 0, 8, 8, 8};
  return type < kSizes.size() ? kSizes[type] : 0;
}

}  // namespace

struct TiffStructure::Tag {
  std::uint64_t name;
  std::uint64_t type;
  std::uint64_t count;
  const std::uint8_t* value;  // the values, or where they are
  std::size_t room;           // 4, or 8 in BigTIFF
};

ReadAt read_from(std::span<const std::uint8_t> bytes) {
  return [bytes](std::uint64_t at, std::span<std::uint8_t> to) -> std::size_t {
    if (at >= bytes.size()) return 0;
    const std::size_t count = std::min<std::size_t>(to.size(), bytes.size() - at);
    std::memcpy(to.data(), bytes.data() + at, count);
    return count;
  };
}

TiffStructure::TiffStructure(ReadAt read) : read_(std::move(read)) {
  std::array<std::uint8_t, 16> head{};
  const std::size_t got = read_(0, head);
  if (got < 8 || head[0] != head[1] || (head[0] != 'I' && head[0] != 'M')) return;
  big_endian_ = head[0] == 'M';
  const std::uint64_t version = number(&head[2], 2);
  big_ = version == 43;
  // Besides 42: "IIRO", "IIRS", "MMOR" (Olympus) and "IIU" (Panasonic) have tags of their own.
  if (version == 42)
    first_ = number(&head[4], 4);
  else if (big_ && got == head.size() && number(&head[4], 2) == 8)
    first_ = number(&head[8], 8);
}

std::uint64_t TiffStructure::number(const std::uint8_t* bytes, std::size_t size) const {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | bytes[big_endian_ ? i : size - 1 - i];
  return value;
}

std::vector<std::uint64_t> TiffStructure::values(const Tag& tag) const {
  const std::size_t size = size_of(tag.type);
  if (size == 0 || tag.count == 0) return {};
  const auto count = static_cast<std::size_t>(
      std::min<std::uint64_t>(tag.count, std::max(kMostSubDirectories, kLongestMake)));
  std::vector<std::uint8_t> bytes(count * size);
  if (tag.count <= tag.room / size)
    std::memcpy(bytes.data(), tag.value, bytes.size());
  else
    bytes.resize(read_(number(tag.value, tag.room), bytes));
  std::vector<std::uint64_t> result;
  for (std::size_t i = 0; (i + 1) * size <= bytes.size(); ++i)
    result.push_back(number(bytes.data() + i * size, size));
  return result;
}

void TiffStructure::take(const Tag& tag, TiffDirectory& into) const {
  const auto first = [&](std::uint32_t otherwise) {
    const auto all = values(tag);
    return all.empty() ? otherwise : static_cast<std::uint32_t>(all[0]);
  };
  switch (tag.name) {
    case kNewSubfileType:
      into.subfile_type = first(0);
      break;
    case kCompression:
      into.compression = first(1);
      break;
    case kPhotometric:
      into.photometric = first(0xFFFF);
      break;
    case kMake:
      for (const std::uint64_t letter : values(tag))
        if (letter != 0) into.make += static_cast<char>(letter);
      break;
    case kSubIfds:
      into.sub_directories = values(tag);
      into.sub_directories.resize(std::min(into.sub_directories.size(), kMostSubDirectories));
      break;
    case kCfaRepeatPattern:
    case kCfaPattern:
      into.has_cfa_pattern = true;
      break;
    case kDngVersion:
      into.has_dng_version = true;
      break;
    default:
      break;
  }
}

std::optional<TiffDirectory> TiffStructure::directory(std::uint64_t at) const {
  const std::size_t count_bytes = big_ ? 8 : 2;
  const std::size_t tag_bytes = big_ ? 20 : 12;
  const std::size_t room = big_ ? 8 : 4;
  std::array<std::uint8_t, 8> head{};
  if (at == 0 || read_(at, std::span(head).first(count_bytes)) != count_bytes) return std::nullopt;
  const std::uint64_t said = number(head.data(), count_bytes);
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(said, kMostTags));
  std::vector<std::uint8_t> tags(count * tag_bytes + room);
  const std::size_t got = read_(at + count_bytes, tags);
  TiffDirectory result;
  for (std::size_t i = 0; i < count && (i + 1) * tag_bytes <= got; ++i) {
    const std::uint8_t* tag = tags.data() + i * tag_bytes;
    take({number(tag, 2), number(tag + 2, 2), number(tag + 4, room), tag + 4 + room, room}, result);
  }
  result.whole = got == tags.size();
  if (said == count && result.whole) result.next = number(tags.data() + count * tag_bytes, room);
  return result;
}

}  // namespace photosieve
