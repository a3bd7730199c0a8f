// HashSearch: the nearest of many PDQ hashes to any of the eight forms of one photo.
//
// Every hash is looked at: up to some 200,000 that is faster than an index of radius 31 and needs
// no memory beyond the hashes (36 bytes each). Ties: the lowest n.
// Threads: one. Cost: 8 distances a hash, about 6 ns together with the POPCNT instruction, which is
// used where the processor has it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/photo.h"

namespace photosieve {

struct NearestHash {
  std::uint32_t n = 0;   // 0: none within the radius
  int distance = 0;      // bits
  std::size_t turn = 0;  // index of the form that was nearest
};

class HashSearch {
 public:
  void add(const PdqHash& hash, std::uint32_t n);

  // The nearest within `radius` bits.
  [[nodiscard]] NearestHash nearest(std::span<const PdqHash, 8> forms, int radius) const;

 private:
  std::vector<std::uint64_t> words_;  // four a hash
  std::vector<std::uint32_t> ns_;
};

}  // namespace photosieve
