// SessionDriver: does what a session's core asks, and tells it what happened.
//
// Runs on one thread, the core's, which also owns the writing connection to the store. A scanner
// and a mover thread work beside it and reach it through an inbox; workers are processes. What is
// told goes to the hub, after it is stored.
// Errors   those that end the run are in the session that run() gives back; kFatal when the store
//          fails even to say so.
// Threads  run() blocks its thread until the session is over or stopped.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "core/session_core.h"
#include "host/processors.h"
#include "publish/hub.h"
#include "record/mover.h"
#include "record/output_folder.h"
#include "run/control.h"
#include "run/host_watch.h"
#include "run/inbox.h"
#include "run/order_box.h"
#include "run/pending_orders.h"
#include "run/stall_watch.h"
#include "run/worker_pool.h"
#include "store/store.h"
#include "tune/memory_bound.h"
#include "tune/space_guard.h"
#include "tune/worker_tuner.h"

namespace photosieve {

struct DriverParts {
  Store& store;
  Hub& hub;
  const Clock& clock;
  int input = -1;                        // the opened input folder
  const OutputFolder* output = nullptr;  // nothing when nothing is copied
  std::optional<ControlServer> control;  // nothing: not to be reached from outside
  HostWatch& use;
  std::string worker_binary;                    // "/proc/self/exe" but in tests
  OrderBox* orders = nullptr;                   // what other threads want of it
  bool paused = false;                          // begins paused, until it is resumed
  bool redo = false;                            // and judges the last batch again
  SessionDone started;                          // answered when it runs and that is stored
  std::function<void(const Session&)> changed;  // told when its status was stored
  int stop_fd = -1;                             // readable: end cleanly
  double progress_interval_seconds = 1.0;
  std::string spill_folder;  // for temporary files of any size
};

struct DriverResult {
  Session session;
  bool any_unreadable = false;
};

class SessionDriver {
 public:
  SessionDriver(const Session& session, Profile profile, std::uint32_t workers, DriverParts parts);
  ~SessionDriver();
  SessionDriver(const SessionDriver&) = delete;
  SessionDriver& operator=(const SessionDriver&) = delete;

  [[nodiscard]] Result<> restore();  // what an earlier, interrupted run has stored
  [[nodiscard]] Result<DriverResult> run();

 private:
  void feed(Input input);
  void perform(action::Judge& judge);
  void perform(action::StartWorker& start);
  void perform(action::StopWorker& stop);
  void perform(action::StopWorkers&);
  void perform(action::Commit& commit);
  void perform(action::Tell& tell);
  void perform(action::Stage& stage);
  void perform(action::Place& place);
  void perform(action::Unstage& unstage);
  void perform(action::Review&);
  void perform(action::Finish&);

  void start_scanning();
  void start_moving();
  void wait_and_read();
  void take_more(input::PhotosFound& found, std::optional<Input>& next);
  [[nodiscard]] bool store_scanned(const Input& input);
  void on_move(const MoveReport& report);
  void give_to_mover(MoveJob::What what, std::uint32_t n);
  void on_order(Order order);
  void on_change(const SettingsChange& change);
  [[nodiscard]] std::optional<CommandError> why_no_retry(std::uint32_t n) const;
  void follow_share();
  void on_control(int client, const ControlRequest& request);
  void tell_progress();
  void tell_performance();
  void tell_of_pace(SteadyNs time);
  void learn_from_earlier_runs();
  void teach_later_runs();
  void decide(TunerDecision decision);
  void remember(const PerformanceBucket& moment);
  void tune(const HostSample& host, const PerformanceUpdate& update);
  void bound_by_memory(const HostSample& host);
  void tune_workers(const HostSample& host);
  void tune_batches(const PerformanceUpdate& update);
  void guard_space();
  [[nodiscard]] std::uint32_t allowed_workers() const;
  void store_failed(const Error& error);
  [[nodiscard]] bool wait_for_store(const Error& why, unsigned tries);
  [[nodiscard]] Now now() const { return {parts_.clock.steady(), parts_.clock.wall()}; }

  DriverParts parts_;
  const Profile profile_;
  SessionCore core_;
  WorkerPool pool_;
  Inbox inbox_;
  std::deque<Input> pending_;  // news not yet fed
  std::optional<Staging> staging_;
  BoundedQueue<MoveJob> move_jobs_{256};
  BoundedQueue<MoveReport> move_reports_{256};
  std::optional<std::jthread> mover_;
  std::optional<std::jthread> scanner_;
  std::vector<ReviewOutcome> outcomes_;
  PendingOrders orders_;
  StallWatch stall_;
  bool told_slow_ = false;
  std::optional<WorkerTuner> tuner_;  // in smart mode, while no other session has workers
  MemoryBound memory_;
  std::optional<std::uint32_t> fit_;  // workers of this session that fit into the memory
  double worker_peak_mb_ = 0;
  SteadyNs next_peak_look_ = 0;
  SpaceGuard space_;
  SteadyNs next_batch_look_ = 0;
  std::uint32_t workers_;                       // that the core was told of
  std::uint32_t usable_ = usable_processors();  // workers that the limits allow, as last seen
  SteadyNs next_progress_ = 0;
  SteadyNs next_image_ = 0;
  SteadyNs next_sample_ = 0;
  std::vector<PerformanceBucket> moments_;  // of the history, not yet stored
  std::optional<dev_t> disk_;  // that the output is on; of no number when that is not known
  std::optional<ImageResult> newest_image_;
  std::optional<Error> store_error_;
  std::string away_;  // why the store is waited for; "": it is not
  bool stopping_ = false;
  bool finished_ = false;
};

}  // namespace photosieve
