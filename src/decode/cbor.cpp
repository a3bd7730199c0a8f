// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/cbor.h"

#include <cstddef>

#include "decode/big_endian.h"

namespace photosieve {
namespace {

constexpr int kDeepest = 16;
constexpr int kMostItems = 20'000;
constexpr unsigned kIndefinite = 31;

class Walk {
 public:
  Walk(std::span<const std::uint8_t> bytes, const EachCborText& each)
      : bytes_(bytes), each_(each) {}

  bool item(std::string_view key, int depth) {  // NOLINT(misc-no-recursion): depth is bounded
    if (depth > kDeepest || ++items_ > kMostItems || at_ >= bytes_.size()) return false;
    const unsigned first = bytes_[at_++];
    const unsigned major = first >> 5;
    const unsigned more = first & 31;
    std::uint64_t value = more;
    if (more == kIndefinite) {
      if (major < 2 || major == 6) return false;
    } else if (!argument(more, value)) {
      return false;
    }
    switch (major) {
      case 0:
      case 1:
      case 7:
        return major != 7 || more != kIndefinite;
      case 2:
      case 3:
        return text(major == 3, more == kIndefinite, value, key);
      case 6:
        return item(key, depth + 1);  // a tag: what it marks follows
      default:
        return entries(major == 5, more == kIndefinite, value, key, depth);
    }
  }

 private:
  bool argument(unsigned more, std::uint64_t& value) {
    if (more < 24) return true;
    if (more > 27) return false;
    const std::size_t size = std::size_t{1} << (more - 24);
    if (bytes_.size() - at_ < size) return false;
    value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8 | bytes_[at_++];
    return true;
  }

  bool take(std::uint64_t length, std::string_view& taken) {
    if (length > bytes_.size() - at_) return false;
    taken = text_of(bytes_.subspan(at_, length));
    at_ += length;
    return true;
  }

  // A text or byte string; of one in pieces only the first piece is told.
  bool text(bool is_text, bool indefinite, std::uint64_t length, std::string_view key) {
    std::string_view taken;
    if (!indefinite) {
      if (!take(length, taken)) return false;
      if (is_text) last_text_ = taken;
      if (is_text && each_) each_(key, taken);
      return true;
    }
    for (bool told = false; at_ < bytes_.size(); told = true) {
      const unsigned first = bytes_[at_++];
      if (first == 0xFF) return true;
      std::uint64_t size = first & 31;
      if (++items_ > kMostItems || first >> 5 != (is_text ? 3U : 2U) ||
          !argument(first & 31, size) || !take(size, taken))
        return false;
      if (!told && is_text && each_) each_(key, taken);
    }
    return false;
  }

  bool at_break() {
    if (at_ >= bytes_.size() || bytes_[at_] != 0xFF) return false;
    ++at_;
    return true;
  }

  // A map's key is read like any item, without being told.
  bool map_key(std::string_view& key, int depth) {  // NOLINT(misc-no-recursion)
    last_text_ = {};
    const EachCborText silent;
    Walk walk(bytes_.subspan(at_), silent);
    walk.items_ = items_;
    if (!walk.item({}, depth + 1)) return false;
    key = walk.last_text_;
    items_ = walk.items_;
    at_ += walk.at_;
    return true;
  }

  // NOLINTNEXTLINE(misc-no-recursion): depth is bounded
  bool entries(bool map, bool indefinite, std::uint64_t count, std::string_view key, int depth) {
    for (std::uint64_t i = 0; indefinite || i < count; ++i) {
      if (indefinite && at_break()) break;
      std::string_view own = key;
      if (map && !map_key(own, depth)) return false;
      if (!item(own, depth + 1)) return false;
    }
    return true;
  }

  std::span<const std::uint8_t> bytes_;
  const EachCborText& each_;
  std::size_t at_ = 0;
  int items_ = 0;
  std::string_view last_text_;
};

}  // namespace

bool walk_cbor(std::span<const std::uint8_t> bytes, const EachCborText& each) {
  return Walk(bytes, each).item({}, 0);
}

}  // namespace photosieve
