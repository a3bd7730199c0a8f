// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/heif_references.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "decode/heif_boxes.h"

namespace photosieve {
namespace {

using Bytes = std::span<const std::uint8_t>;
// What each picture is made of.
using Parts = std::map<std::uint32_t, std::vector<std::uint32_t>>;

constexpr std::size_t kMostReferences = 100'000;
constexpr int kLongestChain = 16;     // a crop of a grid of turned tiles is three
constexpr std::size_t kFullHead = 4;  // version and flags, in front of what is in some boxes

std::uint64_t number(Bytes bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8U | byte;
  return value;
}

// Boxes as a reader takes them that makes the best of what is broken: one that ends too late ends
// with what it lies in. False where there are more than are looked at.
template <class Each>
[[nodiscard]] bool each_box(Bytes bytes, const Each& each) {
  for (std::size_t i = 0; bytes.size() >= 8; ++i) {
    if (i == kMostBoxes) return false;
    std::uint64_t size = number(bytes.first(4));
    std::size_t head = 8;
    if (size == 1) {
      if (bytes.size() < 16) return true;
      size = number(bytes.subspan(8, 8));
      head = 16;
    }
    if (size == 0) size = bytes.size();
    if (size < head) return true;
    size = std::min<std::uint64_t>(size, bytes.size());
    each(std::string_view(reinterpret_cast<const char*>(bytes.data()) + 4, 4),
         bytes.subspan(head, static_cast<std::size_t>(size) - head));
    bytes = bytes.subspan(static_cast<std::size_t>(size));
  }
  return true;
}

// One box of references: from one picture to those that it is made of.
void take_references(Bytes body, std::size_t id_bytes, Parts& parts, std::size_t& taken) {
  if (body.size() < id_bytes + 2) return;
  const auto from = static_cast<std::uint32_t>(number(body.first(id_bytes)));
  std::uint64_t count = number(body.subspan(id_bytes, 2));
  body = body.subspan(id_bytes + 2);
  for (; count > 0 && body.size() >= id_bytes && taken <= kMostReferences; --count, ++taken) {
    parts[from].push_back(static_cast<std::uint32_t>(number(body.first(id_bytes))));
    body = body.subspan(id_bytes);
  }
}

// How many pictures lie below one another from this one on; more than the longest chain for a
// circle.
int depth_of(std::uint32_t picture, const Parts& parts, std::map<std::uint32_t, int>& known,
             int above) {
  if (above > kLongestChain) return kLongestChain + 1;
  if (const auto found = known.find(picture); found != known.end()) return found->second;
  int depth = 1;
  if (const auto found = parts.find(picture); found != parts.end())
    for (const std::uint32_t part : found->second) {
      depth = std::max(depth, 1 + depth_of(part, parts, known, above + 1));
      if (depth > kLongestChain) return depth;
    }
  known[picture] = depth;
  return depth;
}

}  // namespace

bool is_made_of_itself(Bytes file) {
  Parts parts;
  std::size_t taken = 0;
  bool all = true;
  const auto in_references = [&](Bytes references) {
    const std::size_t id_bytes = references[0] == 0 ? 2 : 4;
    return each_box(references.subspan(kFullHead), [&](std::string_view kind, Bytes body) {
      if (kind == "dimg") take_references(body, id_bytes, parts, taken);
    });
  };
  const auto in_meta = [&](Bytes meta) {
    return each_box(meta.subspan(kFullHead), [&](std::string_view name, Bytes body) {
      if (name == "iref" && body.size() >= kFullHead) all = in_references(body) && all;
    });
  };
  const bool all_outer = each_box(file, [&](std::string_view name, Bytes body) {
    if (name == "meta" && body.size() >= kFullHead) all = in_meta(body) && all;
  });
  if (!all || !all_outer || taken > kMostReferences) return true;
  std::map<std::uint32_t, int> known;
  return std::any_of(parts.begin(), parts.end(), [&](const auto& one) {
    return depth_of(one.first, parts, known, 0) > kLongestChain;
  });
}

}  // namespace photosieve
