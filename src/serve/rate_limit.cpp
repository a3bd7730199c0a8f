// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rate_limit.h"

#include <arpa/inet.h>

namespace photosieve {

RateLimit::Counted& RateLimit::counted(std::string_view key, SteadyNs now) {
  if (now - cleaned_ >= within_) {
    std::erase_if(keys_, [&](const auto& one) { return now - one.second.began >= within_; });
    cleaned_ = now;
  }
  auto found = keys_.find(key);
  if (found == keys_.end()) {
    // The empty key is that of all who are too many.
    const bool room = keys_.size() < kMostKeys;
    found = keys_.try_emplace(room ? std::string(key) : std::string(), Counted{now, 0}).first;
  }
  if (now - found->second.began >= within_) found->second = {now, 0};
  return found->second;
}

bool RateLimit::allows(std::string_view key, SteadyNs now) {
  const std::scoped_lock lock(mutex_);
  return counted(key, now).times < most_;
}

void RateLimit::count(std::string_view key, SteadyNs now) {
  const std::scoped_lock lock(mutex_);
  ++counted(key, now).times;
}

std::string rate_key(std::string_view peer) {
  std::string text(peer);
  in6_addr address{};
  if (::inet_pton(AF_INET6, text.c_str(), &address) != 1 || IN6_IS_ADDR_V4MAPPED(&address))
    return text;
  return {reinterpret_cast<const char*>(address.s6_addr), sizeof(address.s6_addr) / 2};
}

}  // namespace photosieve
