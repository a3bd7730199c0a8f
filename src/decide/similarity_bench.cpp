// What the walk over all photos costs, every photo different from every other: without and with
// local features.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/similarity.h"

#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "decide/test_features.h"

namespace photosieve {
namespace {

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
  for (auto _ : state) {
    SimilarityWalk walk(profile);
    for (const Candidate& photo : photos) benchmark::DoNotOptimize(walk.next(photo));
  }
}

BENCHMARK(bench_walk)
    ->Args({2500, 0})
    ->Args({25000, 0})
    ->Args({2500, 1})
    ->Args({25000, 1})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace photosieve
