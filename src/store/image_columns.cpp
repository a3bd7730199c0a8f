// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/image_columns.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace photosieve {
namespace {

constexpr std::size_t kBitBytes = kBlockPhotos / 8;

void add_bits(std::string& to, const PhotoBits& bits) {
  for (std::size_t byte = 0; byte < kBitBytes; ++byte) {
    unsigned value = 0;
    for (unsigned bit = 0; bit < 8; ++bit) value |= (bits[byte * 8 + bit] ? 1U : 0U) << bit;
    to += static_cast<char>(value);
  }
}

PhotoBits bits_from(std::string_view bytes) {
  static_assert(kBlockPhotos == 128);
  std::array<std::uint64_t, 2> words{};  // little-endian, as the bytes are
  std::memcpy(words.data(), bytes.data(), kBitBytes);
  return PhotoBits(words[0]) | PhotoBits(words[1]) << 64U;
}

}  // namespace

std::string finding_key(std::string_view code, std::string_view severity,
                        std::string_view category) {
  return std::string(code) + "/" + std::string(severity) + "/" + std::string(category);
}

PhotoBits BlockFlags::matching(const ImageFilter& filter) const {
  PhotoBits all = judged;
  if (filter.decision) all &= *filter.decision == Decision::kApproved ? approved : ~approved;
  if (!filter.code && !filter.severity && !filter.category) return all;
  PhotoBits found;
  for (const auto& [key, photos] : findings) {
    const std::string_view text(key);
    const std::size_t first = text.find('/');
    const std::size_t last = text.rfind('/');
    if (filter.code && text.substr(0, first) != info(*filter.code).name) continue;
    if (filter.severity && text.substr(first + 1, last - first - 1) != name(*filter.severity))
      continue;
    if (filter.category && text.substr(last + 1) != name(*filter.category)) continue;
    found |= photos;
  }
  return all & found;
}

std::string BlockFlags::bytes() const {
  std::string to;
  add_bits(to, judged);
  add_bits(to, approved);
  for (const auto& [key, photos] : findings) {
    to += static_cast<char>(key.size());
    to += key;
    add_bits(to, photos);
  }
  return to;
}

BlockFlags BlockFlags::from(std::string_view bytes) {
  BlockFlags flags;
  if (bytes.size() < 2 * kBitBytes) return flags;
  flags.judged = bits_from(bytes);
  flags.approved = bits_from(bytes.substr(kBitBytes));
  bytes.remove_prefix(2 * kBitBytes);
  while (!bytes.empty()) {
    const auto length = static_cast<unsigned char>(bytes.front());
    if (bytes.size() < 1 + length + kBitBytes) break;
    flags.findings[std::string(bytes.substr(1, length))] = bits_from(bytes.substr(1 + length));
    bytes.remove_prefix(1 + length + kBitBytes);
  }
  return flags;
}

std::string values_bytes(const BlockValues& values) {
  std::string bytes(sizeof values, '\0');
  std::memcpy(bytes.data(), values.data(), sizeof values);
  return bytes;
}

BlockValues values_from(std::string_view bytes) {
  BlockValues values;
  values.fill(std::numeric_limits<double>::quiet_NaN());
  std::memcpy(values.data(), bytes.data(), std::min(bytes.size(), sizeof values));
  return values;
}

std::string kind_of(const ImageOrder& order) {
  switch (order.by) {
    case ImageOrder::By::kN:
      return "";
    case ImageOrder::By::kQuality:
      return "quality";
    case ImageOrder::By::kConfidence:
      return "confidence";
    case ImageOrder::By::kBytes:
      return "bytes";
    case ImageOrder::By::kMegapixels:
      return "megapixels";
    case ImageOrder::By::kElapsed:
      return "elapsed_ms";
    case ImageOrder::By::kMeasure:
      break;
  }
  return "measure/" + std::string(info(order.measure).name);
}

std::string small_letters(std::string_view text) {
  std::string small(text);
  for (char& letter : small)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return small;
}

PhotoBits paths_with(std::string_view paths, std::string_view text) {
  PhotoBits found;
  // Most blocks hold it nowhere, which is seen at once.
  if (::memmem(paths.data(), paths.size(), text.data(), text.size()) == nullptr) return found;
  for (std::size_t place = 0; place < kBlockPhotos && !paths.empty(); ++place) {
    const std::size_t end = std::min(paths.find('\0'), paths.size() - 1);
    found[place] = paths.substr(0, end).find(text) != std::string_view::npos;
    paths.remove_prefix(end + 1);
  }
  return found;
}

PagePlaces::PagePlaces(const ImageOrder& order, const std::optional<ImagePlace>& after,
                       std::uint32_t limit)
    : order_(order), after_(after), limit_(limit) {}

bool PagePlaces::before(const ImagePlace& a, const ImagePlace& b) const {
  if (order_.by == ImageOrder::By::kN) return order_.descending ? a.n > b.n : a.n < b.n;
  if (a.value.has_value() != b.value.has_value()) return a.value.has_value();
  if (a.value && *a.value != *b.value)
    return order_.descending ? *a.value > *b.value : *a.value < *b.value;
  return a.n < b.n;
}

void PagePlaces::offer(std::uint32_t n, std::optional<double> value) {
  const ImagePlace place{value, n};
  if (limit_ == 0 || (after_ && !before(*after_, place))) return;
  const auto less = [this](const ImagePlace& a, const ImagePlace& b) { return before(a, b); };
  if (heap_.size() == limit_) {
    if (!before(place, heap_.front())) return;
    std::pop_heap(heap_.begin(), heap_.end(), less);
    heap_.pop_back();
  }
  heap_.push_back(place);
  std::push_heap(heap_.begin(), heap_.end(), less);
}

std::vector<ImagePlace> PagePlaces::take() {
  std::sort(heap_.begin(), heap_.end(),
            [this](const ImagePlace& a, const ImagePlace& b) { return before(a, b); });
  return std::move(heap_);
}

}  // namespace photosieve
