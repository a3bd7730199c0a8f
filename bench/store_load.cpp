// store_load ADDRESS fill COUNT GROUP | ask ROUNDS: what a store takes and gives.
//
// fill makes one session of COUNT photos and stores a result for each, GROUP a commit, as a run
// whose results come that fast would; ask fetches pages of 100 of it, ROUNDS a kind, as the
// dashboard does. Prints one JSON object. Results are of the size of real ones, with metadata,
// measures and findings; paths lie in folders of 500.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace photosieve {
namespace {

constexpr const char* kSession = "0198f000-0000-7000-8000-000000000001";
constexpr std::uint32_t kFolder = 500;

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "store_load: %s\n", result.error().message.c_str());
  std::exit(1);  // NOLINT(concurrency-mt-unsafe): one thread
}
void must(Result<> result) {
  if (result) return;
  std::fprintf(stderr, "store_load: %s\n", result.error().message.c_str());
  std::exit(1);  // NOLINT(concurrency-mt-unsafe): one thread
}

std::string path_of(std::uint32_t n) {
  return fmt::format("{:04}-holiday/day {:02}/DSC_{:07}.JPG", (n - 1) / kFolder, (n / 50) % 10, n);
}

Session session_of(std::uint32_t total, std::uint32_t processed) {
  Session session;
  session.id = kSession;
  session.name = "a million";
  session.input_folder = "/photos";
  session.output_folder = "/photos_processed";
  session.status = SessionStatus::kRunning;
  session.stage = Stage::kProcessing;
  session.created_at = 1'767'225'600'000;
  session.total_images = total;
  session.processed = processed;
  return session;
}

// Numbers as of real photographs, the same for the same n.
PhotoResult result_of(std::uint32_t n) {
  std::mt19937 chance(n);
  std::uniform_real_distribution<double> share(0, 1);
  PhotoResult result;
  result.n = n;
  result.identity = {4'000'000 + chance() % 8'000'000, 1'700'000'000'000'000'000, n};
  result.format = Format::kJpeg;
  result.width = 6000;
  result.height = 4000;
  result.content = Hash128{chance(), n};
  result.fingerprint.emplace();
  for (auto& variant : result.fingerprint->variants)
    for (auto& word : variant) word = chance();
  result.fingerprint->quality = 90;
  result.local_features = LocalFeatures{.width = 10032, .height = 6688};
  for (auto& level : result.local_features->sketch) level = static_cast<std::uint8_t>(chance());
  result.local_features->places.resize(LocalFeatures::kMost);
  for (LocalFeature& place : result.local_features->places)
    place = {.x = static_cast<std::uint16_t>(chance() % 10000),
             .y = static_cast<std::uint16_t>(chance() % 6600),
             .size = 20,
             .angle = static_cast<std::uint8_t>(chance()),
             .bits = {chance(), chance()}};
  const double noise = std::exp(share(chance) * 4 - 2);
  for (const MeasureInfo& measure : all_measures())
    result.measures.set(measure.id,
                        measure.lowest + share(chance) * (measure.highest - measure.lowest));
  result.measures.set(MeasureId::kNoiseLuma, noise);
  result.quality = share(chance) * 100;
  result.confidence = share(chance);
  result.elapsed_ms = 50 + share(chance) * 200;
  const auto find = [&](FindingCode code, Severity severity) {
    result.findings.push_back({.code = code,
                               .severity = severity,
                               .score = noise,
                               .threshold = 3.5,
                               .message = "What was found in the photo, in a sentence",
                               .region = Region{100, 200, 300, 400}});
  };
  if (share(chance) < 0.01) find(FindingCode::kResolutionTooLow, Severity::kReject);
  if (noise > 3.5) find(FindingCode::kNoise, Severity::kReject);
  result.decision = result.findings.empty() ? Decision::kApproved : Decision::kRejected;
  result.metadata.emplace();
  result.metadata->title = "A boat on the lake in the evening";
  result.metadata->keywords = {"boat", "lake", "evening", "water", "sky", "calm", "summer"};
  result.metadata->camera_make = "NIKON CORPORATION";
  result.metadata->camera_model = "NIKON D850";
  result.metadata->lens = "24-70mm f/2.8";
  result.metadata->taken_at = "2026-01-31T09:15:02";
  return result;
}

void fill(Store& store, std::uint32_t count, std::uint32_t group, nlohmann::ordered_json& told) {
  const SystemClock clock;
  must(store.create_session(session_of(count, 0), must(load_profile("generic"))));
  SteadyNs began = clock.steady();
  std::vector<PhotoRef> photos;
  for (std::uint32_t n = 1; n <= count; ++n) {
    photos.push_back({n, path_of(n), {5'000'000, 1'700'000'000'000'000'000, n}});
    if (photos.size() < 256 && n < count) continue;
    must(store.add_photos(kSession, photos));
    photos.clear();
  }
  told["scan_seconds"] = static_cast<double>(clock.steady() - began) / 1e9;
  SteadyNs spent = 0;
  std::int64_t own_cpu = 0;
  std::vector<double> tenths;
  SteadyNs tenth = 0;
  SteadyNs slowest = 0;
  for (std::uint32_t n = 1; n <= count;) {
    Commit commit;
    for (std::uint32_t i = 0; i < group && n <= count; ++i, ++n)
      commit.results.push_back(result_of(n));
    commit.session = session_of(count, n - 1);
    const std::int64_t cpu = thread_cpu_ns();
    began = clock.steady();
    must(store.commit(commit));
    const SteadyNs took = clock.steady() - began;
    spent += took;
    tenth += took;
    slowest = std::max(slowest, took);
    own_cpu += thread_cpu_ns() - cpu;
    if ((n - 1) / (count / 10) > tenths.size()) {
      tenths.push_back(std::round(count / 10.0 / (static_cast<double>(tenth) / 1e9)));
      tenth = 0;
    }
  }
  told["results"] = count;
  told["group"] = group;
  told["results_a_second"] = std::round(count / (static_cast<double>(spent) / 1e9));
  told["results_a_second_by_tenth"] = tenths;
  // The one that sorts a run.
  told["slowest_commit_ms"] = static_cast<double>(slowest) / 1e6;
  told["own_cpu_us_a_result"] = static_cast<double>(own_cpu) / 1000 / count;
}

void review(Store& store, std::uint32_t count, nlohmann::ordered_json& told) {
  const SystemClock clock;
  std::vector<ReviewOutcome> outcomes;
  for (std::uint32_t n = 1; n + 2 <= count; n += 20) {
    outcomes.push_back({n, n, std::nullopt});
    for (const std::uint32_t copy : {n + 1, n + 2})
      outcomes.push_back({copy, n,
                          Finding{.code = FindingCode::kNearCopy,
                                  .severity = Severity::kReject,
                                  .score = 3,
                                  .threshold = 31,
                                  .message = "A copy"}});
  }
  const SteadyNs began = clock.steady();
  must(store.save_review(session_of(count, count), outcomes));
  told["review_seconds"] = static_cast<double>(clock.steady() - began) / 1e9;
}

void ask(Store& store, int rounds, nlohmann::ordered_json& told) {
  const SystemClock clock;
  const std::uint32_t count = *must(store.session(kSession))->total_images;
  std::mt19937 chance(1);
  const auto pick = [&](std::size_t below) { return static_cast<std::uint32_t>(chance() % below); };
  constexpr std::array kCodes{FindingCode::kNoise, FindingCode::kResolutionTooLow,
                              FindingCode::kNearCopy};
  const auto timed = [&](const char* what, int times, const std::function<std::size_t()>& page) {
    std::vector<double> ms;
    std::size_t rows = 0;
    for (int i = 0; i < times; ++i) {
      const SteadyNs began = clock.steady();
      rows += page();
      ms.push_back(static_cast<double>(clock.steady() - began) / 1e6);
    }
    std::sort(ms.begin(), ms.end());
    told[what] = {
        {"median_ms", ms[ms.size() / 2]}, {"p99_ms", ms[ms.size() * 99 / 100]}, {"rows", rows}};
  };
  const auto page = [&](const ImageFilter& filter, const ImageOrder& order,
                        const std::optional<ImagePlace>& after = {}) {
    return must(store.image_page(kSession, filter, order, after, 100)).size();
  };
  const auto any_measure = [&] {
    return ImageOrder{.by = ImageOrder::By::kMeasure,
                      .measure = static_cast<MeasureId>(pick(kMeasureCount)),
                      .descending = pick(2) == 0};
  };
  timed("decision_code_by_measure", rounds, [&] {
    return page({.decision = Decision::kRejected, .code = kCodes.at(pick(kCodes.size()))},
                any_measure());
  });
  timed("decision_code_by_measure_later_page", rounds, [&] {
    const ImageOrder order = any_measure();
    const MeasureInfo& range = info(order.measure);
    const double value = range.lowest + pick(1000) / 1000.0 * (range.highest - range.lowest);
    return page({.decision = Decision::kRejected, .code = kCodes.at(pick(kCodes.size()))}, order,
                ImagePlace{value, pick(count) + 1});
  });
  timed("folder", rounds,
        [&] { return page({.folder = fmt::format("{:04}-holiday", pick(count / kFolder))}, {}); });
  timed("group", rounds, [&] { return page({.group = pick(count / 20) * 20 + 1}, {}); });
  timed("text_rare", std::max(20, rounds / 5),
        [&] { return page({.text = fmt::format("dsc_{:07}", pick(count) + 1)}, {}); });
  timed("text_none", std::max(20, rounds / 5),
        [&] { return page({.text = fmt::format("nowhere{}", pick(10))}, {}); });
  timed("text_common", std::max(20, rounds / 5), [&] { return page({.text = "holiday"}, {}); });
  timed("count_decision_code", rounds, [&] {
    return std::size_t{must(store.image_count(
        kSession, {.decision = Decision::kRejected, .code = kCodes.at(pick(kCodes.size()))}))};
  });
  timed("count_text", std::max(20, rounds / 5), [&] {
    return std::size_t{
        must(store.image_count(kSession, {.text = fmt::format("dsc_{:04}", pick(1000))}))};
  });
}

int load(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "store_load ADDRESS fill COUNT GROUP | ask ROUNDS\n");
    return 2;
  }
  const std::unique_ptr<Store> store = must(open_store(argv[1]));
  nlohmann::ordered_json told;
  const auto count = static_cast<std::uint32_t>(std::stoul(argv[3]));
  if (std::string(argv[2]) == "fill" && argc == 5) {
    fill(*store, count, static_cast<std::uint32_t>(std::stoul(argv[4])), told);
    review(*store, count, told);
  } else {
    ask(*store, static_cast<int>(count), told);
  }
  std::printf("%s\n", told.dump().c_str());
  return 0;
}

}  // namespace
}  // namespace photosieve

int main(int argc, char** argv) {
  return photosieve::load(argc, argv);
}
