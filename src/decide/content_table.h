// ContentTable: which photo holds some content.
//
// Open addressing over uniform hashes; about 40 bytes a photo. Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/hash.h"

namespace photosieve {

class ContentTable {
 public:
  // 0: none.
  [[nodiscard]] std::uint32_t find(const Hash128& content) const;
  void add(const Hash128& content, std::uint32_t n);

 private:
  struct Slot {
    Hash128 content;
    std::uint32_t n = 0;  // 0: free
  };

  [[nodiscard]] std::size_t place_of(const Hash128& content) const;
  void grow();

  std::vector<Slot> slots_;  // a power of two
  std::size_t count_ = 0;
};

}  // namespace photosieve
