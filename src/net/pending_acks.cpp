// SPDX-License-Identifier: Apache-2.0
#include "net/pending_acks.h"

#include <algorithm>
#include <vector>

namespace photosieve::net {

PendingAcks::PendingAcks(EventLoop& loop, std::size_t most)
    : loop_(loop),
      most_(most),
      timer_(loop.timers(), this, [](void* self) { static_cast<PendingAcks*>(self)->on_timer(); }) {
}

void PendingAcks::expect(std::uint64_t id, std::int64_t timeout_ms, Callback callback) {
  if (waiting_.size() >= most_) {
    callback(fail(ErrorKind::kRetry, "too many acknowledgements are waited for"));
    return;
  }
  waiting_[id] = {loop_.now() + timeout_ms * 1'000'000, std::move(callback)};
  set_timer();
}

bool PendingAcks::answer(std::uint64_t id, Args args) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return false;
  const Callback callback = std::move(found->second.callback);
  waiting_.erase(found);
  callback(std::move(args));
  return true;
}

void PendingAcks::fail_all(const std::string& reason) {
  const auto failed = std::move(waiting_);
  waiting_.clear();
  timer_.cancel();
  for (const auto& [id, waiting] : failed) waiting.callback(fail(ErrorKind::kRetry, reason));
}

void PendingAcks::set_timer() {
  if (waiting_.empty()) return timer_.cancel();
  SteadyNs earliest = INT64_MAX;
  for (const auto& [id, waiting] : waiting_) earliest = std::min(earliest, waiting.deadline);
  timer_.set(earliest);
}

void PendingAcks::on_timer() {
  std::vector<Callback> late;
  for (auto waiting = waiting_.begin(); waiting != waiting_.end();) {
    if (waiting->second.deadline <= loop_.now()) {
      late.push_back(std::move(waiting->second.callback));
      waiting = waiting_.erase(waiting);
    } else {
      ++waiting;
    }
  }
  set_timer();
  for (const Callback& callback : late)
    callback(fail(ErrorKind::kRetry, "no acknowledgement in time"));
}

}  // namespace photosieve::net
