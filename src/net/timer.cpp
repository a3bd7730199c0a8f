// SPDX-License-Identifier: Apache-2.0
#include "net/timer.h"

namespace photosieve::net {

void Timer::set(SteadyNs deadline) {
  if (is_set()) {
    const std::size_t place = place_;
    heap_->entries_[place].deadline = deadline;
    heap_->sift_up(place);
    heap_->sift_down(place_);
    return;
  }
  heap_->entries_.push_back({deadline, this});
  place_ = static_cast<std::uint32_t>(heap_->entries_.size() - 1);
  heap_->sift_up(place_);
}

void Timer::cancel() {
  if (is_set()) heap_->remove(place_);
}

void TimerHeap::run_due(SteadyNs now) {
  // What callbacks set to "now" waits for the next turn, so that no timer can hold the loop.
  std::size_t rounds = entries_.size();
  while (rounds-- > 0 && !entries_.empty() && entries_.front().deadline <= now) {
    Timer* timer = entries_.front().timer;
    remove(0);
    timer->callback_(timer->owner_);
  }
}

void TimerHeap::put(std::size_t place, Entry entry) {
  entries_[place] = entry;
  entry.timer->place_ = static_cast<std::uint32_t>(place);
}

void TimerHeap::sift_up(std::size_t place) {
  const Entry entry = entries_[place];
  while (place > 0) {
    const std::size_t parent = (place - 1) / 2;
    if (entries_[parent].deadline <= entry.deadline) break;
    put(place, entries_[parent]);
    place = parent;
  }
  put(place, entry);
}

void TimerHeap::sift_down(std::size_t place) {
  const Entry entry = entries_[place];
  while (true) {
    std::size_t child = 2 * place + 1;
    if (child >= entries_.size()) break;
    if (child + 1 < entries_.size() && entries_[child + 1].deadline < entries_[child].deadline)
      ++child;
    if (entry.deadline <= entries_[child].deadline) break;
    put(place, entries_[child]);
    place = child;
  }
  put(place, entry);
}

void TimerHeap::remove(std::size_t place) {
  entries_[place].timer->place_ = Timer::kNowhere;
  const Entry last = entries_.back();
  entries_.pop_back();
  if (place == entries_.size()) return;
  put(place, last);
  sift_up(place);
  sift_down(last.timer->place_);
}

}  // namespace photosieve::net
