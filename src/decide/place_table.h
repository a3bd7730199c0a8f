// PlaceTable: of each key, the places of photos that have it; of any size, hardly any in memory.
//
// Linear hashing (W. Litwin, "Linear Hashing: A New Tool for File and Table Addressing", 1980): the
// table grows by one bucket at a time, and where a bucket lies follows from the key alone. A bucket
// is a block of 63 places; a full one is put behind it, so that a chain's first block takes what
// comes and all others are full.
// Errors   those of SpillFile.
// Memory   512 KiB at most; 13 bytes a place in the files.
// Threads  one. Cost: find() reads the chain of one bucket, mostly a block; add() reads and writes
//          one, and now and then splits a bucket.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/spill_file.h"

namespace photosieve {

class PlaceTable {
 public:
  static constexpr unsigned kKeyBits = 22;
  static constexpr unsigned kPlaceBits = 6;

  struct Place {
    std::uint32_t photo = 0;
    std::uint8_t place = 0;  // in it, of kPlaceBits
  };

  explicit PlaceTable(const std::string& folder) : buckets_(folder), behind_(folder) {}

  [[nodiscard]] Result<> add(std::uint32_t key, const Place& place);
  // Appends the places with this key, in any order.
  [[nodiscard]] Result<> find(std::uint32_t key, std::vector<Place>& places) const;

 private:
  using Entry = std::uint64_t;  // photo, place, key, from the highest bits to the lowest
  struct Block {
    std::uint32_t count = 0;
    std::uint32_t next = 0;  // 1 + the block behind it; 0: none
    std::array<Entry, 63> entries{};
  };
  static_assert(sizeof(Block) == 512);

  [[nodiscard]] std::uint32_t bucket_of(std::uint32_t key) const;
  [[nodiscard]] std::uint32_t free_block();
  [[nodiscard]] Result<> split();
  [[nodiscard]] Result<> write_chain(std::uint32_t bucket, const std::vector<Entry>& entries);

  SpillFile buckets_;  // the first block of each
  SpillFile behind_;
  std::uint32_t round_ = 1;  // a power of two: how many there were when the last was split
  std::uint32_t count_ = 1;  // buckets; those from 0 to count_ - round_ are split already
  std::uint64_t entries_ = 0;
  std::uint32_t blocks_behind_ = 0;
  std::vector<std::uint32_t> free_;  // of those behind
};

}  // namespace photosieve
