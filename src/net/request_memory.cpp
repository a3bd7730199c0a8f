// SPDX-License-Identifier: Apache-2.0
#include "net/request_memory.h"

namespace photosieve::net {

RequestMemory::Begun RequestMemory::begin(const std::string& request, Answer answer, SteadyNs now) {
  const std::scoped_lock lock(mutex_);
  while (!order_.empty() && (order_.size() > most_ || order_.front().first < now - max_age_ns_)) {
    requests_.erase(order_.front().second);
    order_.pop_front();
  }
  const auto [found, is_new] = requests_.try_emplace(request);
  Request& known = found->second;
  if (is_new) {
    order_.emplace_back(now, request);
    return {};
  }
  if (known.done) return {Verdict::kAnswered, known.args};
  if (answer && known.waiting.size() < kMostWaiting) known.waiting.push_back(std::move(answer));
  return {Verdict::kWait, std::nullopt};
}

std::vector<RequestMemory::Answer> RequestMemory::finish(const std::string& request,
                                                         const Args* args) {
  const std::scoped_lock lock(mutex_);
  const auto found = requests_.find(request);
  if (found == requests_.end()) return {};
  found->second.done = true;
  if (args != nullptr) found->second.args = *args;
  return std::move(found->second.waiting);
}

std::size_t RequestMemory::size() const {
  const std::scoped_lock lock(mutex_);
  return requests_.size();
}

}  // namespace photosieve::net
