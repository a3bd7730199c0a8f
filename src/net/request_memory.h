// RequestMemory: which requests have run, so that a repeated one is answered and not run again.
//
// A client that lost its connection cannot know whether its last event arrived; it sends it again
// with the same request_id. The first runs; one that comes while it runs waits for its answer;
// later ones get the answer that was given. Limits   number and age of what is remembered; the
// oldest goes first. Threads  any. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "net/json.h"

namespace photosieve::net {

class RequestMemory {
 public:
  using Answer = std::function<void(const Args&)>;
  enum class Verdict : std::uint8_t {
    kRun,       // new: run it, then finish()
    kWait,      // runs already: `answer` is kept and called by finish()'s caller
    kAnswered,  // has run: its answer is in `args`, if it gave one
  };
  struct Begun {
    Verdict verdict = Verdict::kRun;
    std::optional<Args> args;
  };

  RequestMemory(std::size_t most, std::int64_t max_age_ms)
      : most_(most), max_age_ns_(max_age_ms * 1'000'000) {}

  [[nodiscard]] Begun begin(const std::string& request, Answer answer, SteadyNs now);
  // The request has run; returns who waited for it. Without an answer (null) they are told nothing.
  [[nodiscard]] std::vector<Answer> finish(const std::string& request, const Args* args);

  [[nodiscard]] std::size_t size() const;

 private:
  struct Request {
    bool done = false;
    std::optional<Args> args;
    std::vector<Answer> waiting;
  };
  static constexpr std::size_t kMostWaiting = 16;  // for one request

  const std::size_t most_;
  const SteadyNs max_age_ns_;
  mutable std::mutex mutex_;
  // All below: mutex_.
  std::unordered_map<std::string, Request> requests_;
  std::deque<std::pair<SteadyNs, std::string>> order_;
};

}  // namespace photosieve::net
