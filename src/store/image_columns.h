// What pages of results are chosen and ordered by, column by column in blocks of photos.
//
// A page of a filter and an order over a million photos reads a few numbers of each; their rows are
// kilobytes each. So these numbers stand a second time, a column a row of 128 photos (table
// image_columns, kinds below): a page reads one or two columns whole, whatever is asked, and then
// the rows that it shows. Blocks are written by whoever changes a photo, in the same transaction.
// Photo n stands in block (n - 1) / 128 at place (n - 1) % 128. Private to store/.
// Threads: values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/image_query.h"

namespace photosieve {

inline constexpr std::uint32_t kBlockPhotos = 128;
using PhotoBits = std::bitset<kBlockPhotos>;

[[nodiscard]] constexpr std::uint32_t block_of(std::uint32_t n) {
  return (n - 1) / kBlockPhotos;
}

// Which photos of a block are judged and approved, and which have which finding.
struct BlockFlags {
  PhotoBits judged;
  PhotoBits approved;
  std::map<std::string, PhotoBits> findings;  // by "code/severity/category"

  // The judged ones that meet what the filter says of decision and findings.
  [[nodiscard]] PhotoBits matching(const ImageFilter& filter) const;
  [[nodiscard]] std::string bytes() const;
  // What is no such text is a block in which nothing is judged.
  [[nodiscard]] static BlockFlags from(std::string_view bytes);
};
[[nodiscard]] std::string finding_key(std::string_view code, std::string_view severity,
                                      std::string_view category);

// Numbers of a block; not a number: the photo has none.
using BlockValues = std::array<double, kBlockPhotos>;
[[nodiscard]] std::string values_bytes(const BlockValues& values);
[[nodiscard]] BlockValues values_from(std::string_view bytes);

// The kind of column that holds what is ordered by; "" for n.
[[nodiscard]] std::string kind_of(const ImageOrder& order);
inline constexpr const char* kFlagsKind = "flags";
inline constexpr const char* kPathsKind = "paths";

// The paths of a block with ASCII letters small, each ended by a zero byte, and those that hold
// a text (small already).
[[nodiscard]] std::string small_letters(std::string_view text);
[[nodiscard]] PhotoBits paths_with(std::string_view paths, std::string_view text);

// The places of a page: the first `limit` behind `after`.
class PagePlaces {
 public:
  PagePlaces(const ImageOrder& order, const std::optional<ImagePlace>& after, std::uint32_t limit);
  void offer(std::uint32_t n, std::optional<double> value);
  [[nodiscard]] std::vector<ImagePlace> take();  // in the order of the page

 private:
  [[nodiscard]] bool before(const ImagePlace& a, const ImagePlace& b) const;

  const ImageOrder order_;
  const std::optional<ImagePlace> after_;
  const std::size_t limit_;
  std::vector<ImagePlace> heap_;  // the last one first
};

}  // namespace photosieve
