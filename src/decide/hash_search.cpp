// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/hash_search.h"

namespace photosieve {
namespace {

struct Hashes {
  const std::uint64_t* words;
  const std::uint32_t* ns;
  std::size_t count;
};

// One text for two instruction sets: inlined into each caller, it is compiled for the caller's.
[[gnu::always_inline]] inline NearestHash look_at_all(const Hashes& hashes,
                                                      std::span<const PdqHash, 8> forms,
                                                      int radius) {
  NearestHash best{0, radius + 1, 0};
  for (std::size_t i = 0; i < hashes.count; ++i) {
    const std::uint64_t* hash = hashes.words + 4 * i;
    for (std::size_t turn = 0; turn < forms.size(); ++turn) {
      const PdqHash& form = forms[turn];
      // Most pairs are far apart, and half of the bits are enough to see that.
      int distance =
          __builtin_popcountll(form[0] ^ hash[0]) + __builtin_popcountll(form[1] ^ hash[1]);
      if (distance > best.distance) continue;
      distance += __builtin_popcountll(form[2] ^ hash[2]) + __builtin_popcountll(form[3] ^ hash[3]);
      const bool tie = distance == best.distance && best.n != 0 && hashes.ns[i] < best.n;
      if (distance < best.distance || tie) best = {hashes.ns[i], distance, turn};
    }
  }
  return best;
}

NearestHash look_plainly(const Hashes& hashes, std::span<const PdqHash, 8> forms, int radius) {
  return look_at_all(hashes, forms, radius);
}

#if defined(__x86_64__)
// Without it, counting bits is a call into the compiler's library, ten times as slow.
[[gnu::target("popcnt")]] NearestHash look_with_popcnt(const Hashes& hashes,
                                                       std::span<const PdqHash, 8> forms,
                                                       int radius) {
  return look_at_all(hashes, forms, radius);
}
#endif

}  // namespace

void HashSearch::add(const PdqHash& hash, std::uint32_t n) {
  words_.insert(words_.end(), hash.begin(), hash.end());
  ns_.push_back(n);
}

NearestHash HashSearch::nearest(std::span<const PdqHash, 8> forms, int radius) const {
  const Hashes hashes{words_.data(), ns_.data(), ns_.size()};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("popcnt") != 0) return look_with_popcnt(hashes, forms, radius);
#endif
  return look_plainly(hashes, forms, radius);
}

}  // namespace photosieve
