// Hub: fans the events of runs out to any number of readers, none of whom can slow the run.
//
// Each reader has a mailbox. Of progress and performance only the newest a session is kept,
// everything else in order up to a byte cap; a reader that lets more than that wait is cut off (its
// next take() says so), so no reader can make memory grow. The newest progress of a session is kept
// for those who come late. Threads  publish(), subscribe() and latest() any; a Mailbox is one
// reader's, and wakes it by
//          the callback it gave, which is called on the publisher's thread and must not block.
// Cost     one copy of a pointer a reader and event.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/guarded.h"
#include "model/events.h"

namespace photosieve {

using SharedEvent = std::shared_ptr<const Event>;  // held by each mailbox that has not read it

class Mailbox {
 public:
  struct Taken {
    std::vector<SharedEvent> events;  // in the order they were published
    bool cut_off = false;             // events were lost: nothing more will come
  };
  [[nodiscard]] Taken take();

 private:
  friend class Hub;
  explicit Mailbox(std::size_t most_bytes, std::function<void()> wake)
      : most_bytes_(most_bytes), wake_(std::move(wake)) {}
  // False when that was one too many: the reader is cut off from now on.
  [[nodiscard]] bool put(const SharedEvent& event, std::size_t bytes);

  struct Waiting {
    SharedEvent event;
    std::size_t bytes = 0;
  };
  struct State {
    std::deque<Waiting> waiting;
    std::size_t bytes = 0;
    bool cut_off = false;
  };
  const std::size_t most_bytes_;
  const std::function<void()> wake_;
  Guarded<State> state_;
};

class Hub {
 public:
  static constexpr std::size_t kMostBytes = 1 << 20;

  // The mailbox fills as long as the reader holds it. `session_id` "": all sessions.
  [[nodiscard]] std::shared_ptr<Mailbox> subscribe(std::string session_id,
                                                   std::function<void()> wake,
                                                   std::size_t most_bytes = kMostBytes);
  void publish(Event event);
  [[nodiscard]] std::optional<ProgressUpdate> latest(const std::string& session_id) const;
  [[nodiscard]] std::vector<ProgressUpdate> latest() const;  // of each session, by its id
  // A session that is over and told keeps no progress here.
  void forget(const std::string& session_id);

  // Readers that were too slow and were cut off, since the start.
  [[nodiscard]] std::uint64_t cut_off() const { return cut_off_.load(); }

 private:
  struct Reader {
    std::string session_id;
    std::weak_ptr<Mailbox> mailbox;  // the reader holds it
  };
  struct State {
    std::vector<Reader> readers;
    std::map<std::string, ProgressUpdate> latest;
  };
  Guarded<State> state_;
  std::atomic<std::uint64_t> cut_off_{0};
};

}  // namespace photosieve
