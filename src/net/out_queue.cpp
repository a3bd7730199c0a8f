// SPDX-License-Identifier: Apache-2.0
#include "net/out_queue.h"

#include <algorithm>

namespace photosieve::net {
namespace {
constexpr std::size_t kKeptCapacity = 16;  // packets: enough for a busy turn, 256 bytes
// Of one packet besides its text: the object with its shared count, the queue's pointers to it
// (which grow by doubling), and what the allocator adds to each of the three.
constexpr std::size_t kBesides = sizeof(WirePacket) + 16 + 2 * sizeof(WirePtr) + 3 * 16;
}  // namespace

std::size_t OutQueue::cost(const WirePacket& packet) {
  return packet.bytes.capacity() + packet.parts.capacity() * sizeof(WirePacket::Part) + kBesides;
}

void OutQueue::push(WirePtr packet) {
  if (!packet->key.empty()) {
    if (keyed_ > 0) replace_key(packet->key);
    ++keyed_;
  }
  held_ += cost(*packet);
  packets_.push_back(std::move(packet));
}

void OutQueue::replace_key(const std::string& key) {
  const auto first = packets_.begin() + head_ + (offset_ > 0 ? 1 : 0);
  const auto found = std::find_if(first, packets_.end(),
                                  [&](const WirePtr& waiting) { return waiting->key == key; });
  if (found == packets_.end()) return;
  held_ -= cost(**found);
  packets_.erase(found);
  --keyed_;
}

std::size_t OutQueue::gather(std::span<iovec> slices) const {
  const std::size_t count = std::min(slices.size(), size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& bytes = packets_[head_ + i]->bytes;
    const std::size_t skip = i == 0 ? offset_ : 0;
    // iovec serves reading too and so has no const; writing leaves the bytes as they are
    slices[i] = {const_cast<char*>(bytes.data()) + skip, bytes.size() - skip};
  }
  return count;
}

void OutQueue::consume(std::size_t bytes) {
  bytes += offset_;
  while (head_ < packets_.size() && bytes >= packets_[head_]->bytes.size()) {
    bytes -= packets_[head_]->bytes.size();
    drop_head();
  }
  offset_ = bytes;
  if (empty()) clear();
}

void OutQueue::drop_head() {
  if (!packets_[head_]->key.empty()) --keyed_;
  held_ -= cost(*packets_[head_]);
  packets_[head_].reset();
  ++head_;
  // A queue that never runs dry must not keep its past.
  if (head_ >= 64 && std::size_t{head_} * 2 >= packets_.size()) {
    packets_.erase(packets_.begin(), packets_.begin() + head_);
    head_ = 0;
  }
}

std::string OutQueue::take_payload(std::size_t limit) {
  std::string payload;
  while (!empty() && (payload.empty() || payload.size() + packets_[head_]->bytes.size() <= limit)) {
    append_payload(payload, *packets_[head_]);
    drop_head();
  }
  if (empty()) clear();
  return payload;
}

WirePtr OutQueue::take() {
  WirePtr packet = packets_[head_];
  drop_head();
  if (empty()) clear();
  return packet;
}

void OutQueue::clear() {
  if (packets_.capacity() > kKeptCapacity)
    packets_ = {};
  else
    packets_.clear();
  held_ = offset_ = 0;
  head_ = keyed_ = 0;
}

}  // namespace photosieve::net
