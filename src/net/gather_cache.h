// GatherCache: one buffer for a run of packets that many connections write in the same turn.
//
// A broadcast of several events leaves the same packets in every queue. The kernel takes one piece
// faster than eight, so the run is put together once it has been seen twice; a run that only one
// connection has costs no copy.
// Threads  one at a time.
// Lifetime holds the packets of the last run until the next.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/wire_packet.h"

namespace photosieve::net {

class GatherCache {
 public:
  // The packets' bytes in one piece, or "" when they are better written as they are.
  [[nodiscard]] std::string_view find(std::span<const WirePtr> packets) {
    if (packets.size() < 2) return {};
    const bool same = packets.size() == packets_.size() &&
                      std::equal(packets.begin(), packets.end(), packets_.begin());
    if (!same) {
      packets_.assign(packets.begin(), packets.end());
      bytes_.clear();
      return {};
    }
    if (bytes_.empty()) {
      std::size_t size = 0;
      for (const WirePtr& packet : packets) size += packet->bytes.size();
      if (size > kMostBytes) return {};
      bytes_.reserve(size);
      for (const WirePtr& packet : packets) bytes_ += packet->bytes;
    }
    return bytes_;
  }

 private:
  static constexpr std::size_t kMostBytes = std::size_t{64} * 1024;

  std::vector<WirePtr> packets_;
  std::string bytes_;
};

}  // namespace photosieve::net
