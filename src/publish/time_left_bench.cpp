// What the time left costs: telling a committed photo, and asking.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/time_left.h"

#include <benchmark/benchmark.h>

namespace photosieve {
namespace {

constexpr SteadyNs kStep = 20'000'000;  // 50 photos a second

TimeLeft begun() {
  TimeLeft run;
  run.set_workers(8);
  run.set_prior({.cost_a_second = 50, .spread = 0.1});
  run.begin(0);
  run.expect(1e9, 1'000'000'000);
  return run;
}

void bench_committed(benchmark::State& state) {
  TimeLeft run = begun();
  SteadyNs now = 0;
  for (auto _ : state) run.committed(1, 0.16, now += kStep);
}

void bench_committed_and_asked(benchmark::State& state) {
  TimeLeft run = begun();
  SteadyNs now = 0;
  for (auto _ : state) {
    run.committed(1, 0.16, now += kStep);
    benchmark::DoNotOptimize(run.left(now));
  }
}

BENCHMARK(bench_committed);
BENCHMARK(bench_committed_and_asked);

}  // namespace
}  // namespace photosieve
