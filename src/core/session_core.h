// SessionCore: a run as a state machine. step(input) gives the actions that follow from it.
//
// No clock, no threads, no I/O: whoever drives it feeds what happened and does what it asks, in
// order. Real threads do so in run/; a simulation does so from a seed in simulation_test.cpp.
//   scanning    photos are numbered and counted as they are found
//   processing  photos are leased to workers; results are stored, then told; approved ones staged
//   reviewing   similarity over all photos is decided and stored; copies are placed or removed
//   complete    everything is stored and told
// What holds at any moment: a result is stored before it is told; processed never falls; a photo
// is with one worker at a time; one commit is under way at most.
// Threads: one. Memory: under 150 bytes a photo.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/action.h"
#include "core/copies.h"
#include "core/input.h"
#include "core/ledger.h"
#include "core/photo_table.h"
#include "core/plan.h"
#include "model/session.h"
#include "publish/milestones.h"
#include "publish/progress.h"

namespace photosieve {

// What the host knows of the program's own use; nothing where it is not known.
struct HostUse {
  std::optional<double> memory_mb;
  std::optional<double> cpu_percent;
  std::optional<double> gpu_percent;
};

class SessionCore {
 public:
  // `session` as stored: created, or interrupted and to be resumed.
  SessionCore(Session session, std::uint32_t workers);

  // Resuming: each stored photo in the order of n with its state by its own findings (whatever
  // reviewing made of it), then the milestones told; all before Begin.
  void restore(const PhotoRef& photo, const PhotoState& state);
  void restore_milestones(const std::vector<std::string>& values);

  [[nodiscard]] Actions step(const Input& input, Now now);

  [[nodiscard]] const Session& session() const { return session_; }
  [[nodiscard]] const Session& committed() const { return committed_; }  // as last stored
  [[nodiscard]] const PhotoTable& photos() const { return photos_; }
  [[nodiscard]] bool over() const { return phase_ == Phase::kOver; }
  [[nodiscard]] bool processing() const { return phase_ == Phase::kProcessing; }
  [[nodiscard]] bool pausing() const { return pausing_; }  // or paused
  [[nodiscard]] std::uint32_t workers_lost() const { return workers_lost_; }
  [[nodiscard]] bool any_unreadable() const { return unreadable_ > 0; }
  // Why photo n (1 to photos().size()) cannot be judged again now; nothing: it can.
  [[nodiscard]] std::optional<std::string> why_no_retry(std::uint32_t n) const;
  // From what is committed only.
  [[nodiscard]] ProgressUpdate progress(Now now) const;
  // What this session does now; of host and program what set_host_use() said.
  [[nodiscard]] PerformanceUpdate performance(Now now) const;
  // The photo that a worker has held longest; "": none.
  [[nodiscard]] std::string oldest_photo() const;
  void set_host_use(const HostUse& use);
  // What earlier runs on this machine teach of the time left; before Begin.
  void set_prior(const TimeLeftPrior& prior) { progress_.set_prior(prior); }
  // What this run teaches later ones; nothing until all its photos are committed.
  [[nodiscard]] const std::optional<TimeLeftRecord>& time_left_record() const { return record_; }
  [[nodiscard]] const TimeLeft& time_left() const { return progress_.time_left(); }

 private:
  enum class Phase : std::uint8_t {
    kIdle,
    kScanning,
    kProcessing,
    kToReview,      // the stage's change is being stored
    kReviewing,     // similarity is being decided
    kSavingReview,  // and stored
    kPlacing,
    kOver,
  };
  enum class Ending : std::uint8_t { kNone, kInterrupted, kCancelled, kFailed, kComplete };

  void on(const input::Begin&, Now, Actions&);
  void on(const input::PhotosFound&, Now, Actions&);
  void on(const input::FilesSkipped&, Now, Actions&);
  void on(const input::ScanEnded&, Now, Actions&);
  void on(const input::WorkerUp&, Now, Actions&);
  void on(const input::Answered&, Now, Actions&);
  void on(const input::FileChanged&, Now, Actions&);
  void on(const input::CouldNotOpen&, Now, Actions&);
  void on(const input::WorkerLost&, Now, Actions&);
  void on(const input::Committed&, Now, Actions&);
  void on(const input::CopyEnded&, Now, Actions&);
  void on(const input::Reviewed&, Now, Actions&);
  void on(const input::Failed&, Now, Actions&);
  void on(const input::PauseAsked&, Now, Actions&);
  void on(const input::ResumeAsked&, Now, Actions&);
  void on(const input::CancelAsked&, Now, Actions&);
  void on(const input::StopAsked&, Now, Actions&);
  void on(const input::SetWorkers&, Now, Actions&);
  void on(const input::SetBatchSize& asked, Now, Actions&) { plan_.set_batch_size(asked.photos); }
  void on(const input::ChangeSettings&, Now, Actions&);
  void on(const input::RetryAsked&, Now, Actions&);
  void on(const input::Tick&, Now, Actions&) {}

  // What follows once an input was taken in: photos to send, copies, stages, a commit.
  void go_on(Now now, Actions& actions);
  void manage_workers(Actions& actions);
  void send_photos(Now now, Actions& actions);
  void redo_last_batch();
  void change_stage(StageChange change, Now now);
  void take_result(std::uint32_t worker, PhotoResult result, Now now);
  void reach_milestones(Now now);
  void pause_if_quiet(Now now);
  void end(Ending ending, std::string message, Now now, Actions& actions);
  void finish(Now now, Actions& actions);
  void complete(Now now);
  void begin_work(Now now);
  void tell_error(std::string type, std::string message, std::uint32_t n, Now now);
  [[nodiscard]] PhotoResult without_pixels(std::uint32_t n, FindingCode code,
                                           std::string message) const;
  [[nodiscard]] bool working() const { return !pausing_ && ending_ == Ending::kNone; }
  [[nodiscard]] double elapsed(Now now) const;
  [[nodiscard]] double cost_of(std::uint32_t n) const;

  Session session_;
  std::uint32_t workers_;  // allowed; a paused session has none
  PhotoTable photos_;
  Plan plan_;
  Copies copies_;
  Ledger ledger_;
  Milestones milestones_;
  Progress progress_;
  std::optional<TimeLeftRecord> record_;
  // What a photo that is not committed yet will add to the progress.
  struct Judged {
    double cost = 0;  // photo_cost()
    double worker_seconds = 0;
  };
  std::vector<Judged> judged_;
  std::vector<std::uint32_t> to_copy_;  // judged, not committed yet: their copies change then
  std::vector<std::uint32_t> to_copy_in_commit_;
  std::vector<Judged> judged_in_commit_;
  Session in_commit_;
  Session committed_;
  std::string newest_milestone_;
  std::string newest_error_;
  SteadyNs newest_error_at_ = 0;
  HostUse host_;
  double gpu_samples_ = 0;                // that session_.avg_gpu_usage is the mean of
  std::map<std::uint32_t, int> changes_;  // photos that changed under us, and how often

  Phase phase_ = Phase::kIdle;
  Ending ending_ = Ending::kNone;
  std::string ending_message_;
  bool pausing_ = false;  // asked to pause; paused once session_.status says so
  bool told_ending_ = false;
  std::uint32_t unreadable_ = 0;
  std::uint32_t workers_lost_ = 0;
  std::uint32_t moved_by_review_ = 0;
  std::optional<SteadyNs> running_since_;  // nothing while paused
  double elapsed_before_ = 0;              // seconds
};

}  // namespace photosieve
