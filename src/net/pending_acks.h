// PendingAcks: the acknowledgements that one peer owes, each with its deadline.
//
// Threads  its loop's only. Callbacks run from answer(), from the loop's timers, or from
// fail_all(),
//          and may ask for more.
// Limits   `most` at a time; one more fails at once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

#include "base/result.h"
#include "net/event_loop.h"
#include "net/json.h"
#include "net/timer.h"

namespace photosieve::net {

class PendingAcks {
 public:
  using Callback = std::function<void(Result<Args>)>;

  PendingAcks(EventLoop& loop, std::size_t most);

  void expect(std::uint64_t id, std::int64_t timeout_ms, Callback callback);
  // False when nobody waits for that id.
  bool answer(std::uint64_t id, Args args);
  void fail_all(const std::string& reason);
  [[nodiscard]] bool empty() const { return waiting_.empty(); }

 private:
  struct Waiting {
    SteadyNs deadline;
    Callback callback;
  };
  void on_timer();
  void set_timer();

  EventLoop& loop_;
  std::size_t most_;
  std::unordered_map<std::uint64_t, Waiting> waiting_;
  Timer timer_;
};

}  // namespace photosieve::net
