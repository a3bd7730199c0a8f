// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/heif_boxes.h"

#include <algorithm>
#include <string_view>

namespace photosieve {
namespace {

constexpr std::size_t kHead = 8;
constexpr std::size_t kLargeHead = 16;

std::uint64_t number(std::span<const std::uint8_t> bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

}  // namespace

HeifFacts walk_heif(std::span<const std::uint8_t> file) {
  HeifFacts facts;
  std::uint64_t at = 0;
  for (std::size_t i = 0; i < kMostBoxes && at < file.size(); ++i) {
    const auto rest = file.subspan(at);
    // Padding of zeros behind the last box is no box.
    if (std::all_of(rest.begin(),
                    rest.begin() + static_cast<std::ptrdiff_t>(std::min(rest.size(), kHead)),
                    [](std::uint8_t byte) { return byte == 0; }))
      return facts;
    if (rest.size() < kHead) {
      facts.box_beyond = at;
      return facts;
    }
    std::uint64_t size = number(rest.first(4));
    const std::string_view name(reinterpret_cast<const char*>(rest.data()) + 4, 4);
    facts.has_meta = facts.has_meta || name == "meta";
    facts.has_sequence = facts.has_sequence || name == "moov";
    if (size == 0) return facts;  // to the file's end
    std::uint64_t least = kHead;
    if (size == 1) {
      if (rest.size() < kLargeHead) {
        facts.box_beyond = at;
        return facts;
      }
      size = number(rest.subspan(kHead, 8));
      least = kLargeHead;
    }
    if (size < least) return facts;  // no box: what the library makes of it is said by it
    if (size > rest.size()) {
      facts.box_beyond = at;
      return facts;
    }
    at += size;
  }
  return facts;
}

}  // namespace photosieve
