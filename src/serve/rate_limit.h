// RateLimit: so many times a while for each key, such as a client's address.
//
// A while begins with a key's first time and is over after its length; then the key is forgotten.
// Of more than 10,000 keys in one while the others share one count, so that memory stays bounded.
// Threads  any.
// Cost     a lookup; once a while linear in the keys.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace photosieve {

inline constexpr int kMostStartsAMinute = 60;        // sessions, of one client
inline constexpr int kMostFailedLoginsAMinute = 10;  // from one address

class RateLimit {
 public:
  static constexpr std::size_t kMostKeys = 10'000;

  RateLimit(int most, SteadyNs within) : most_(most), within_(within) {}

  // Whether the key may once more; asking does not count.
  [[nodiscard]] bool allows(std::string_view key, SteadyNs now);
  void count(std::string_view key, SteadyNs now);
  // For Retry-After.
  [[nodiscard]] int seconds() const { return static_cast<int>(within_ / 1'000'000'000); }

 private:
  struct Counted {
    SteadyNs began = 0;
    int times = 0;
  };
  Counted& counted(std::string_view key, SteadyNs now);

  const int most_;
  const SteadyNs within_;
  std::mutex mutex_;
  std::map<std::string, Counted, std::less<>> keys_;  // mutex_
  SteadyNs cleaned_ = 0;                              // mutex_
};

// What a client is known by: its address; of IPv6 the first half, which is one customer's.
[[nodiscard]] std::string rate_key(std::string_view peer);

}  // namespace photosieve
