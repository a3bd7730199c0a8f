// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/place_table.h"

#include <algorithm>

namespace photosieve {
namespace {

constexpr std::uint64_t kPlacesABucket = 40;  // in the mean
constexpr std::uint64_t kKeyMask = (std::uint64_t{1} << PlaceTable::kKeyBits) - 1;
constexpr std::uint64_t kPlaceMask = (std::uint64_t{1} << PlaceTable::kPlaceBits) - 1;
constexpr unsigned kPhotoShift = PlaceTable::kKeyBits + PlaceTable::kPlaceBits;

// The end of MurmurHash3 (A. Appleby, public domain): each bit of the key changes half of the hash.
std::uint32_t mixed(std::uint32_t key) {
  key = (key ^ key >> 16) * std::uint32_t{0x85ebca6b};
  key = (key ^ key >> 13) * std::uint32_t{0xc2b2ae35};
  return key ^ key >> 16;
}

std::uint32_t key_of(std::uint64_t entry) {
  return static_cast<std::uint32_t>(entry & kKeyMask);
}

}  // namespace

std::uint32_t PlaceTable::bucket_of(std::uint32_t key) const {
  const std::uint32_t hash = mixed(key);
  const std::uint32_t bucket = hash & (2 * round_ - 1);
  return bucket < count_ ? bucket : hash & (round_ - 1);
}

Result<> PlaceTable::add(std::uint32_t key, const Place& place) {
  const std::uint64_t at = std::uint64_t{bucket_of(key)} * sizeof(Block);
  Block block;
  PS_TRY_VOID(buckets_.read_value(at, block));
  if (block.count == block.entries.size()) {
    const std::uint32_t number = free_block();
    PS_TRY_VOID(behind_.write_value(std::uint64_t{number} * sizeof(Block), block));
    block.count = 0;
    block.next = number + 1;
  }
  block.entries[block.count++] = std::uint64_t{place.photo} << kPhotoShift |
                                 (place.place & kPlaceMask) << kKeyBits | (key & kKeyMask);
  PS_TRY_VOID(buckets_.write_value(at, block));
  if (++entries_ > kPlacesABucket * count_) return split();
  return {};
}

Result<> PlaceTable::find(std::uint32_t key, std::vector<Place>& places) const {
  Block block;
  PS_TRY_VOID(buckets_.read_value(std::uint64_t{bucket_of(key)} * sizeof(Block), block));
  while (true) {
    for (std::uint32_t i = 0; i < block.count; ++i) {
      const Entry entry = block.entries[i];
      if (key_of(entry) == key)
        places.push_back({static_cast<std::uint32_t>(entry >> kPhotoShift),
                          static_cast<std::uint8_t>(entry >> kKeyBits & kPlaceMask)});
    }
    if (block.next == 0) return {};
    PS_TRY_VOID(behind_.read_value(std::uint64_t{block.next - 1} * sizeof(Block), block));
  }
}

std::uint32_t PlaceTable::free_block() {
  if (free_.empty()) return blocks_behind_++;
  const std::uint32_t number = free_.back();
  free_.pop_back();
  return number;
}

// The first bucket of the round that is whole yet becomes two.
Result<> PlaceTable::split() {
  const std::uint32_t from = count_ - round_;
  std::vector<Entry> entries;
  Block block;
  PS_TRY_VOID(buckets_.read_value(std::uint64_t{from} * sizeof(Block), block));
  while (true) {
    entries.insert(entries.end(), block.entries.begin(), block.entries.begin() + block.count);
    if (block.next == 0) break;
    free_.push_back(block.next - 1);
    PS_TRY_VOID(behind_.read_value(std::uint64_t{block.next - 1} * sizeof(Block), block));
  }
  const std::uint32_t to = count_++;
  const auto stays = [&](Entry entry) { return bucket_of(key_of(entry)) == from; };
  const auto moves = std::partition(entries.begin(), entries.end(), stays);
  PS_TRY_VOID(write_chain(to, {moves, entries.end()}));
  entries.erase(moves, entries.end());
  PS_TRY_VOID(write_chain(from, entries));
  if (count_ == 2 * round_) round_ = count_;
  return {};
}

Result<> PlaceTable::write_chain(std::uint32_t bucket, const std::vector<Entry>& entries) {
  Block block;
  for (std::size_t done = 0;;) {
    const std::size_t left = entries.size() - done;
    block.count = static_cast<std::uint32_t>(std::min(left, block.entries.size()));
    std::copy_n(entries.begin() + static_cast<std::ptrdiff_t>(done), block.count,
                block.entries.begin());
    done += block.count;
    if (done == entries.size())
      return buckets_.write_value(std::uint64_t{bucket} * sizeof(Block), block);
    const std::uint32_t number = free_block();
    PS_TRY_VOID(behind_.write_value(std::uint64_t{number} * sizeof(Block), block));
    block.next = number + 1;
  }
}

}  // namespace photosieve
