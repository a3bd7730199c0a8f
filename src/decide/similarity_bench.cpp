// What the walk over all photos costs, every photo different from every other: without and with
// local features; time, and resident memory a photo while the walk is there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/similarity.h"

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <vector>

#include "base/spill_file.h"
#include "decide/test_features.h"

namespace photosieve {
namespace {

double resident_bytes() {
  ::malloc_trim(0);
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  statm >> pages >> pages;
  return pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

void bench_walk(benchmark::State& state) {
  Profile profile;
  for (const FindingCode code : {FindingCode::kIdenticalFile, FindingCode::kNearCopy})
    profile.rules[static_cast<std::size_t>(code)].enabled = true;
  profile.rules[static_cast<std::size_t>(FindingCode::kNearCopy)].limits = {31, 50, 0};
  const bool features = state.range(1) != 0;
  Rule& cropped = profile.rules[static_cast<std::size_t>(FindingCode::kCroppedCopy)];
  cropped.enabled = features;
  cropped.limits = {6, 20, 0.5};
  std::mt19937_64 random(5);
  std::vector<Candidate> photos(static_cast<std::size_t>(state.range(0)));
  std::uint32_t n = 0;
  for (Candidate& photo : photos) {
    photo.n = ++n;
    photo.own = Decision::kApproved;
    photo.content = Hash128{random(), random()};
    photo.fingerprint.emplace();
    photo.fingerprint->quality = 100;
    for (PdqHash& form : photo.fingerprint->variants)
      form = {random(), random(), random(), random()};
    if (features) photo.local_features = test::features_of(n);
  }
  double grown = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const double before = resident_bytes();
    state.ResumeTiming();
    SimilarityWalk walk(profile, spill_folder());
    for (const Candidate& photo : photos) benchmark::DoNotOptimize(*walk.next(photo));
    state.PauseTiming();
    grown = resident_bytes() - before;
    state.ResumeTiming();
  }
  state.counters["bytes_a_photo"] = grown / static_cast<double>(photos.size());
}

BENCHMARK(bench_walk)
    ->Args({2500, 0})
    ->Args({25000, 0})
    ->Args({2500, 1})
    ->Args({25000, 1})
    ->Args({100000, 0})
    ->Args({100000, 1})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace photosieve
