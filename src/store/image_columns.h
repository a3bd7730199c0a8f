// What pages of results are chosen and ordered by, column by column in blocks of photos.
//
// A page of a filter and an order over a million photos reads a few numbers of each; their rows are
// kilobytes each. So these numbers stand a second time, a column a row of 896 photos (table
// image_columns): a page reads one or two columns, and then the rows that it shows; along a number
// it need not read the column whole (sorted_run.h). A block is written when all its photos are
// judged, or its session has ended; before, its photos' rows say it all, and a row of kind "open"
// that they must be asked. Private to store/.
// Threads: values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/image_query.h"
#include "store/photo_bits.h"

namespace photosieve {

// Which photos of a block are judged and approved, and which have which finding.
struct BlockFlags {
  PhotoBits judged;
  PhotoBits approved;
  std::map<std::string, PhotoBits> findings;  // by finding_key()

  // The judged ones that meet what the filter says of decision and findings.
  [[nodiscard]] PhotoBits matching(const ImageFilter& filter) const {
    return matching(bytes(), filter);
  }
  // Of flags as bytes, without making them.
  [[nodiscard]] static PhotoBits matching(std::string_view bytes, const ImageFilter& filter);
  [[nodiscard]] std::string bytes() const;
  // What is no such text is a block in which nothing is judged.
  [[nodiscard]] static BlockFlags from(std::string_view bytes);
};

// "noise/reject/quality"; of a finding that reviewing made with '+' before it.
[[nodiscard]] std::string finding_key(const Finding& finding, bool of_review);
struct FindingParts {
  std::string_view code, severity, category;
};
[[nodiscard]] FindingParts parts_of(std::string_view finding_key);
[[nodiscard]] bool is_of_review(std::string_view finding_key);

// Numbers of a block; not a number: the photo has none.
using BlockValues = std::array<double, kBlockPhotos>;
[[nodiscard]] std::string values_bytes(const BlockValues& values);
[[nodiscard]] BlockValues values_from(std::string_view bytes);

// The kind of column that holds what is ordered by; "" for n.
[[nodiscard]] std::string kind_of(const ImageOrder& order);
inline constexpr const char* kFlagsKind = "flags";
inline constexpr const char* kPathsKind = "paths";
inline constexpr const char* kOpenKind = "open";
// Of a run of blocks (sorted_run.h): that it is sorted; in front of a column's kind: its directory
// and its parts.
inline constexpr const char* kSortedKind = "sorted";
inline constexpr const char* kDirectoryKind = "first/";
inline constexpr const char* kPartKind = "part/";

// Paths stand in blocks of their own size, whether their photos are judged or not.
inline constexpr std::uint32_t kPathsPhotos = 128;
static_assert(kBlockPhotos % kPathsPhotos == 0);
[[nodiscard]] constexpr std::uint32_t paths_block_of(std::uint32_t n) {
  return (n - 1) / kPathsPhotos;
}
// The paths of a block with ASCII letters small, each ended by a zero byte; the places in it of
// those that hold a text (small already).
[[nodiscard]] std::string small_letters(std::string_view text);
[[nodiscard]] std::vector<std::size_t> paths_with(std::string_view paths, std::string_view text);

// The places of a page: the first `limit` behind `after`.
class PagePlaces {
 public:
  PagePlaces(const ImageOrder& order, const std::optional<ImagePlace>& after, std::uint32_t limit);
  void offer(std::uint32_t n, std::optional<double> value);
  // Whether the page is full of photos before that one: whatever stands behind it is not on it.
  [[nodiscard]] bool full_before(std::uint32_t n, double value) const;
  // Full, and each photo has a value.
  [[nodiscard]] bool full_of_values() const;
  [[nodiscard]] std::vector<ImagePlace> take();  // in the order of the page

 private:
  [[nodiscard]] bool before(const ImagePlace& a, const ImagePlace& b) const;

  const ImageOrder order_;
  const std::optional<ImagePlace> after_;
  const std::size_t limit_;
  std::vector<ImagePlace> heap_;  // the last one first
};

}  // namespace photosieve
