// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/image_columns.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace photosieve {
namespace {

// What a filter asks of findings, each name looked up once.
struct WantedFinding {
  std::string_view code, severity, category;  // "": any

  explicit WantedFinding(const ImageFilter& filter) {
    if (filter.code) code = info(*filter.code).name;
    if (filter.severity) severity = name(*filter.severity);
    if (filter.category) category = name(*filter.category);
  }
  [[nodiscard]] bool any() const { return code.empty() && severity.empty() && category.empty(); }
  [[nodiscard]] bool is(std::string_view key) const {
    const FindingParts parts = parts_of(key);
    return (code.empty() || parts.code == code) &&
           (severity.empty() || parts.severity == severity) &&
           (category.empty() || parts.category == category);
  }
};

// The findings in flags as bytes, behind the two first columns: key and bits. What is cut off is
// not there.
template <class Each>
void each_finding(std::string_view bytes, const Each& each) {
  bytes.remove_prefix(2 * PhotoBits::kBytes);
  while (!bytes.empty()) {
    const auto length = static_cast<unsigned char>(bytes.front());
    if (bytes.size() < 1 + length + PhotoBits::kBytes) return;
    each(bytes.substr(1, length), bytes.substr(1 + length, PhotoBits::kBytes));
    bytes.remove_prefix(1 + length + PhotoBits::kBytes);
  }
}

}  // namespace

std::string finding_key(const Finding& finding, bool of_review) {
  std::string key = of_review ? "+" : "";
  key.append(info(finding.code).name).append("/").append(name(finding.severity));
  return key.append("/").append(name(info(finding.code).category));
}

bool is_of_review(std::string_view finding_key) {
  return finding_key.starts_with('+');
}

FindingParts parts_of(std::string_view finding_key) {
  if (is_of_review(finding_key)) finding_key.remove_prefix(1);
  const std::size_t first = finding_key.find('/');
  const std::size_t last = finding_key.rfind('/');
  if (first == std::string_view::npos || first == last) return {};
  return {finding_key.substr(0, first), finding_key.substr(first + 1, last - first - 1),
          finding_key.substr(last + 1)};
}

PhotoBits BlockFlags::matching(std::string_view bytes, const ImageFilter& filter) {
  if (bytes.size() < 2 * PhotoBits::kBytes) return {};
  PhotoBits all = PhotoBits::from(bytes);
  if (filter.decision) {
    const PhotoBits approved = PhotoBits::from(bytes.substr(PhotoBits::kBytes));
    all &= *filter.decision == Decision::kApproved ? approved : ~approved;
  }
  const WantedFinding wanted(filter);
  if (wanted.any()) return all;
  PhotoBits found;
  each_finding(bytes, [&](std::string_view key, std::string_view bits) {
    if (wanted.is(key)) found |= PhotoBits::from(bits);
  });
  return all &= found;
}

std::string BlockFlags::bytes() const {
  std::string to;
  judged.add_to(to);
  approved.add_to(to);
  for (const auto& [key, photos] : findings) {
    if (!photos.any()) continue;
    to += static_cast<char>(key.size());
    to += key;
    photos.add_to(to);
  }
  return to;
}

BlockFlags BlockFlags::from(std::string_view bytes) {
  BlockFlags flags;
  if (bytes.size() < 2 * PhotoBits::kBytes) return flags;
  flags.judged = PhotoBits::from(bytes);
  flags.approved = PhotoBits::from(bytes.substr(PhotoBits::kBytes));
  each_finding(bytes, [&](std::string_view key, std::string_view bits) {
    flags.findings[std::string(key)] = PhotoBits::from(bits);
  });
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

std::vector<std::size_t> paths_with(std::string_view paths, std::string_view text) {
  std::vector<std::size_t> found;
  // Most blocks hold it nowhere, which is seen at once.
  if (::memmem(paths.data(), paths.size(), text.data(), text.size()) == nullptr) return found;
  for (std::size_t place = 0; place < kPathsPhotos && !paths.empty(); ++place) {
    const std::size_t end = std::min(paths.find('\0'), paths.size() - 1);
    if (paths.substr(0, end).find(text) != std::string_view::npos) found.push_back(place);
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

bool PagePlaces::full_before(std::uint32_t n, double value) const {
  return heap_.size() == limit_ && (limit_ == 0 || before(heap_.front(), {value, n}));
}

bool PagePlaces::full_of_values() const {
  return heap_.size() == limit_ && (limit_ == 0 || heap_.front().value.has_value());
}

std::vector<ImagePlace> PagePlaces::take() {
  std::sort(heap_.begin(), heap_.end(),
            [this](const ImagePlace& a, const ImagePlace& b) { return before(a, b); });
  return std::move(heap_);
}

}  // namespace photosieve
