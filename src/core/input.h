// Input: everything that can happen to a session, as the core is told of it.
//
// Threads: values. Whoever feeds the core feeds it from one thread.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "model/photo.h"
#include "model/session.h"

namespace photosieve {

struct Now {
  SteadyNs steady = 0;
  WallMs wall = 0;
};

// How a worker process ended.
struct WorkerLoss {
  enum class Kind : std::uint8_t {
    kKilled,       // by SIGKILL, from outside: says nothing about the photo
    kSignal,       // by a fatal signal of its own
    kLimit,        // it exceeded its memory or CPU limit
    kDisobedient,  // it answered what it should not have, or ended without being asked to
    kNoStart,      // it never came as far as a photo: a library or the sandbox is missing
  };
  Kind kind = Kind::kKilled;
  int detail = 0;  // the signal, or the exit status
  friend bool operator==(const WorkerLoss&, const WorkerLoss&) = default;
};

enum class CopyOutcome : std::uint8_t {
  kStaged,
  kChanged,   // the file is not the one that was judged, or it vanished
  kPlaced,    // also when the same bytes were there already
  kUnstaged,  // removed from staging
  kFailed,    // this photo cannot be copied; the message says why
  kDiskFull,  // no room; nothing half was left
};

namespace input {

struct Begin {          // the session runs from here,
  bool paused = false;  // or stays paused, until it is resumed
  bool redo = false;    // as many as a batch has of what is judged are judged again, the last ones
};
struct PhotosFound {
  std::vector<PhotoRef> photos;
};
struct FilesSkipped {
  std::vector<SkippedFile> files;
};
struct ScanEnded {};
struct WorkerUp {  // the process of that slot is ready for photos
  std::uint32_t worker = 0;
};
struct Answered {
  std::uint32_t worker = 0;
  PhotoResult result;
};
struct FileChanged {  // while the worker read it, or it could not be read just now
  std::uint32_t worker = 0;
  std::uint32_t n = 0;
  std::string message;  // why it cannot be read; "": it changed
};
struct CouldNotOpen {
  std::uint32_t worker = 0;
  std::uint32_t n = 0;
  std::string message;
};
struct WorkerLost {
  std::uint32_t worker = 0;
  WorkerLoss loss;
};
struct Committed {};  // the commit that was asked for is durable
struct CopyEnded {
  std::uint32_t n = 0;
  CopyOutcome outcome = CopyOutcome::kFailed;
  std::string message;
};
struct Reviewed {                       // similarity is decided and its outcomes stored
  std::vector<std::uint32_t> rejected;  // photos with a finding of it that rejects
};
struct Failed {  // the run cannot go on: store, disk, input folder
  std::string message;
  bool can_be_resumed = true;
};
struct PauseAsked {};
struct ResumeAsked {};
struct CancelAsked {};
struct StopAsked {};  // end cleanly now, to be resumed later; what is paused stays paused
struct SetWorkers {   // so many worker processes from now on, at least one; outcome unchanged
  std::uint32_t workers = 1;
};
struct SetBatchSize {  // photos, from the next batch on; the settings stay as they are
  std::uint32_t photos = 1;
};
struct ChangeSettings {                  // what may change on the way; nothing: unchanged
  std::optional<std::uint32_t> workers;  // as stored; SetWorkers makes it so
  std::optional<std::uint32_t> batch_size;
  std::optional<std::vector<std::uint32_t>> percentage_milestones;
  std::optional<std::vector<std::uint32_t>> count_milestones;
  std::optional<std::vector<std::uint32_t>> hour_milestones;
};
struct RetryAsked {  // judge photo n again; only where why_no_retry() has nothing to say
  std::uint32_t n = 0;
};
struct Tick {};  // time has passed

}  // namespace input

using Input =
    std::variant<input::Begin, input::PhotosFound, input::FilesSkipped, input::ScanEnded,
                 input::WorkerUp, input::Answered, input::FileChanged, input::CouldNotOpen,
                 input::WorkerLost, input::Committed, input::CopyEnded, input::Reviewed,
                 input::Failed, input::PauseAsked, input::ResumeAsked, input::CancelAsked,
                 input::StopAsked, input::SetWorkers, input::SetBatchSize, input::ChangeSettings,
                 input::RetryAsked, input::Tick>;

}  // namespace photosieve
