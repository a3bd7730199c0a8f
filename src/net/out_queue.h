// OutQueue: the packets that wait for one receiver, with a count of the memory they hold.
//
// A small packet takes much more memory than its bytes, so limits are set against held(): the
// packet's own bytes and what its objects and the queue's place for it take besides. Packets that
// several queues share count in each.
// A packet with a coalescing key replaces one of the same key that waits: the old one goes, the new
// one stands at the end, so that it never overtakes what was sent before it. A packet that the
// kernel has a part of already is left alone.
// Threads  one at a time.
// Cost     an idle queue holds no memory beyond a few pointers; a keyed packet searches the queue
//          only while another keyed one waits.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "net/wire_packet.h"

namespace photosieve::net {

class OutQueue {
 public:
  void push(WirePtr packet);

  [[nodiscard]] bool empty() const { return head_ == packets_.size(); }
  [[nodiscard]] std::size_t held() const { return held_; }  // bytes of memory, about
  [[nodiscard]] static std::size_t cost(const WirePacket& packet);
  [[nodiscard]] std::size_t size() const { return packets_.size() - head_; }

  // Fills `slices` with what is to be written next; how many were filled.
  [[nodiscard]] std::size_t gather(std::span<iovec> slices) const;

  // All that waits, when the kernel has nothing of it yet; else nothing.
  [[nodiscard]] std::span<const WirePtr> untouched() const {
    if (offset_ > 0) return {};
    return std::span<const WirePtr>(packets_).subspan(head_);
  }

  // The kernel has taken that many bytes.
  void consume(std::size_t bytes);

  // Everything that waits as one polling payload of at most about `limit` bytes, at least one
  // packet; what is left stays.
  [[nodiscard]] std::string take_payload(std::size_t limit);

  // The first packet that waits; there must be one, and none of it with the kernel.
  [[nodiscard]] WirePtr take();

  void clear();

 private:
  void drop_head();
  void replace_key(const std::string& key);

  std::vector<WirePtr> packets_;
  std::size_t held_ = 0;
  std::uint32_t head_ = 0;   // packets before it are gone
  std::uint32_t keyed_ = 0;  // packets with a key that wait
  std::size_t offset_ = 0;   // bytes of the head that the kernel has
};

}  // namespace photosieve::net
