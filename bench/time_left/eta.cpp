// Calibration of the time left: simulated and recorded runs, scored; a JSON object on standard
// output, a table on standard error.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "recorded.h"
#include "score.h"
#include "trace.h"

namespace photosieve {
namespace {

constexpr std::uint32_t kMachines = 20;
constexpr std::uint32_t kRunsOfEach = 10;      // 200 traces a class
constexpr std::uint32_t kFirstEarlier = 1000;  // numbers of the runs before

double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

nlohmann::ordered_json told(const std::string& title, const Score& score) {
  const Score::Summary sum = score.summary();
  std::fprintf(stderr, "%-22s %8.1f %8.1f %8.3f %8.4f %8.4f %10.4f %10.4f\n", title.c_str(),
               100 * sum.under_p50, 100 * sum.under_p90, sum.range, sum.error, sum.tqdm_error,
               sum.indicatif_error, sum.knowing_error);
  const bool holds = sum.under_p50 >= 0.4 && sum.under_p50 <= 0.6 && sum.under_p90 >= 0.85 &&
                     sum.under_p90 <= 0.95;
  nlohmann::ordered_json json = {{"traces", title},
                                 {"moments", sum.moments},
                                 {"under_p50", rounded(sum.under_p50)},
                                 {"under_p90", rounded(sum.under_p90)},
                                 {"median_range", rounded(sum.range)},
                                 {"median_error", rounded(sum.error)},
                                 {"tqdm_median_error", rounded(sum.tqdm_error)},
                                 {"indicatif_median_error", rounded(sum.indicatif_error)},
                                 {"holds", holds},
                                 {"narrow", sum.range <= 0.3},
                                 {"half_of_tqdm", sum.error <= sum.tqdm_error / 2},
                                 {"half_of_indicatif", sum.error <= sum.indicatif_error / 2}};
  if (sum.knowing_error > 0) json["error_when_speed_is_known"] = rounded(sum.knowing_error);
  return json;
}

TimeLeftPrior after(TraceClass which, std::uint64_t seed, std::uint32_t machine,
                    std::uint32_t runs) {
  std::vector<TimeLeftRecord> records;
  Score unused;
  for (std::uint32_t run = 0; run < runs; ++run) {
    const Trace trace = simulate(which, seed, machine, kFirstEarlier + run);
    records.push_back(unused.play(trace, prior_of(records)));
  }
  return prior_of(records);
}

nlohmann::ordered_json simulated(std::uint64_t seed, std::uint32_t earlier) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (int i = 0; i < kTraceClasses; ++i) {
    const auto which = static_cast<TraceClass>(i);
    Score score;
    for (std::uint32_t machine = 0; machine < kMachines; ++machine) {
      const TimeLeftPrior prior = after(which, seed, machine, earlier);
      for (std::uint32_t run = 0; run < kRunsOfEach; ++run)
        (void)score.play(simulate(which, seed, machine, run), prior);
    }
    rows.push_back(told(name(which), score));
  }
  return rows;
}

// Each run with what the other runs of its collection teach, or with nothing.
nlohmann::ordered_json real(const std::vector<RecordedTrace>& traces, bool taught) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  std::vector<std::string> collections;
  for (const RecordedTrace& one : traces)
    if (collections.empty() || collections.back() != one.collection)
      collections.push_back(one.collection);
  for (const std::string& collection : collections) {
    Score score;
    for (const RecordedTrace& one : traces) {
      if (one.collection != collection) continue;
      std::vector<TimeLeftRecord> records;
      Score unused;
      for (const RecordedTrace& other : traces)
        if (taught && &other != &one && other.collection == collection)
          records.push_back(unused.play(other.trace, prior_of(records)));
      (void)score.play(one.trace, prior_of(records));
    }
    rows.push_back(told("recorded: " + collection, score));
  }
  return rows;
}

void head(const char* title) {
  std::fprintf(stderr, "\n%s\n%-22s %8s %8s %8s %8s %8s %10s %10s\n", title, "traces", "<P50 %",
               "<P90 %", "range", "error", "tqdm", "indicatif", "knowing");
}

}  // namespace
}  // namespace photosieve

int main(int count, char** arguments) {
  using namespace photosieve;
  if (count != 3) {
    std::fprintf(stderr, "usage: eta_bench SEED FOLDER_OF_RECORDED_TRACES\n");
    return 2;
  }
  const std::uint64_t seed = std::strtoull(arguments[1], nullptr, 10);
  const auto traces = recorded(arguments[2]);
  nlohmann::ordered_json json;
  json["seed"] = seed;
  head("No earlier run is known");
  json["first_run"] = simulated(seed, 0);
  for (auto& row : real(traces, false)) json["first_run"].push_back(row);
  head("20 earlier runs on the machine (recorded: the other runs of the collection)");
  json["with_history"] = simulated(seed, 20);
  for (auto& row : real(traces, true)) json["with_history"].push_back(row);
  std::printf("%s\n", json.dump().c_str());
  return 0;
}
