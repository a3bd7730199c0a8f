// simulate: sessions in made-up worlds, from seeds.
//
//   simulate FIRST LAST          runs these seeds; the first broken promise is printed, with its
//                                seed, and fails; so does a seed too tame to prove anything
//   simulate --find FIRST LAST   fails unless one of them breaks a promise: for a core with a
//                                planted bug
//
// A seed that failed is run again by giving it as FIRST and LAST.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "simulation/world.h"

namespace {

constexpr int kFewestFaults = 20;
constexpr int kFewestResumes = 2;

}  // namespace

int main(int count, char** words) {
  const bool find = count == 4 && std::string_view(words[1]) == "--find";
  if (count != (find ? 4 : 3)) {
    std::fputs("simulate [--find] FIRST LAST\n", stderr);
    return 2;
  }
  const auto first = static_cast<std::uint32_t>(std::atoi(words[count - 2]));
  const auto last = static_cast<std::uint32_t>(std::atoi(words[count - 1]));
  long faults = 0;
  long resumes = 0;
  for (std::uint32_t seed = first; seed <= last; ++seed) {
    photosieve::World world(seed);
    world.run();
    faults += world.faults();
    resumes += world.resumes();
    if (!world.broken().empty()) {
      std::printf("seed %u: broken: %s\n", seed, world.broken().c_str());
      return find ? 0 : 1;
    }
    if (world.faults() < kFewestFaults || world.resumes() < kFewestResumes) {
      std::printf("seed %u: only %d faults, %d resumes\n", seed, world.faults(), world.resumes());
      return 1;
    }
  }
  const double seeds = last - first + 1.0;
  std::printf("%.0f seeds, %.1f faults and %.1f resumes each: every promise kept\n", seeds,
              static_cast<double>(faults) / seeds, static_cast<double>(resumes) / seeds);
  return find ? 1 : 0;
}
