// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/gpu_rest.h"

#include <algorithm>

#include "host/text_scan.h"

namespace photosieve {
namespace {

constexpr int kIdleQuestions = 10;
constexpr SteadyNs kNsPerMs = 1'000'000;
constexpr SteadyNs kMoreMs = 10'000;
constexpr std::int64_t kUsualDelayMs = 5'000;
constexpr std::int64_t kMostDelayMs = 120'000;

std::string_view word_of(KeptFile& file) {
  return trimmed(file.read().value_or(std::string_view()));
}

}  // namespace

GpuRest::GpuRest(const HostRoot& root, const std::string& folder)
    : status_(root, folder + "/power/runtime_status"),
      control_(root, folder + "/power/control"),
      delay_(root, folder + "/power/autosuspend_delay_ms") {}

GpuRest::State GpuRest::look(SteadyNs now) {
  const std::string_view status = word_of(status_);
  if (status == "suspended" || status == "suspending") {
    idle_ = 0;
    until_.reset();
    return State::kAsleep;
  }
  if (until_ && now < *until_) return State::kResting;
  return State::kAwake;
}

void GpuRest::told(std::optional<double> utilization, bool works_for_us, SteadyNs now) {
  until_.reset();
  if (utilization.value_or(0) > 0 || works_for_us || word_of(control_) != "auto") {
    idle_ = 0;
    return;
  }
  if (++idle_ < kIdleQuestions) return;
  idle_ = kIdleQuestions;  // once more idle is enough the next time
  const auto told = signed_of(word_of(delay_)).value_or(kUsualDelayMs);
  const std::int64_t delay = std::clamp<std::int64_t>(told, 0, kMostDelayMs);
  until_ = now + (delay + kMoreMs) * kNsPerMs;
}

}  // namespace photosieve
