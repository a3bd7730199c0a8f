// BlockColumns: a block's photos as its columns hold them, while they become known one by one.
//
// Private to store/.
// Threads: values. Memory: 130 kB once every column has a value.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/photo.h"
#include "store/image_columns.h"

namespace photosieve {

// What a column holds of one judged photo.
struct JudgedPhoto {
  bool approved = false;  // as reviewing left it
  double bytes = 0;
  double width = 0;
  double height = 0;
  double quality = 0;
  double confidence = 0;
  double elapsed_ms = 0;
  const Measures& measures;
  std::span<const Finding> own;
  std::span<const Finding> of_review;
};

// The kind of each column of numbers that there is, whether a photo has one or not.
[[nodiscard]] std::vector<std::string> number_kinds();

class BlockColumns {
 public:
  void expect(std::size_t place) { photos_.set(place); }  // a photo, judged or not
  // Judged, or judged again.
  void judge(std::size_t place, const JudgedPhoto& photo);
  [[nodiscard]] bool complete() const { return flags_.judged == photos_; }

  [[nodiscard]] const BlockFlags& flags() const { return flags_; }
  [[nodiscard]] const BlockValues* values(const ImageOrder& order) const;  // nullptr: none has one
  struct Column {
    std::string kind;
    const BlockValues& values;
  };
  [[nodiscard]] std::vector<Column> columns() const;  // those that have a value

 private:
  void set(const ImageOrder& order, std::size_t place, std::optional<double> value);

  PhotoBits photos_;
  BlockFlags flags_;
  std::vector<std::unique_ptr<BlockValues>> values_;  // by index_of(); nullptr: none has one
};

}  // namespace photosieve
