// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/session_events.h"

#include <utility>

namespace photosieve {
namespace {

std::optional<double> share(std::uint32_t part, std::optional<std::uint32_t> whole) {
  if (!whole || *whole == 0) return std::nullopt;
  return 100.0 * part / *whole;
}

void take_counts(const Session& session, ProgressUpdate& update) {
  update.current_image = session.processed;
  update.total_images = session.total_images;
  update.percentage = share(session.processed, session.total_images);
  update.approved_count = session.approved;
  update.rejected_count = session.rejected;
  update.current_stage = session.stage;
}

}  // namespace

ProgressUpdate progress_of(const Session& session) {
  ProgressUpdate update;
  update.session_id = session.id;
  take_counts(session, update);
  update.error_message = session.error;
  update.elapsed_time = session.elapsed_seconds;
  if (session.elapsed_seconds > 0 && session.processed > 0)
    update.images_per_second = session.processed / session.elapsed_seconds;
  if (ended(session.status)) update.eta_seconds = 0;
  return update;
}

ProgressUpdate brought_up_to(ProgressUpdate update, const Session& session) {
  if (session.processed > update.current_image || session.stage != update.current_stage)
    take_counts(session, update);
  return update;
}

std::optional<Event> ending_of(const Session& session) {
  const WallMs ended_at = session.ended_at.value_or(0);
  switch (session.status) {
    case SessionStatus::kComplete: {
      ProcessingComplete complete;
      complete.session_id = session.id;
      complete.total_processed = session.processed;
      complete.total_approved = session.approved;
      complete.total_rejected = session.rejected;
      complete.processing_time = session.elapsed_seconds;
      complete.completion_time = ended_at;
      complete.output_folder = session.output_folder;
      if (session.elapsed_seconds > 0)
        complete.avg_processing_speed = session.processed / session.elapsed_seconds;
      complete.peak_memory_usage = session.peak_memory_mb;
      complete.avg_gpu_usage = session.avg_gpu_usage;
      complete.total_batches = session.batches;
      complete.approval_rate = share(session.approved, session.processed);
      complete.issues = session.issues;
      return complete;
    }
    case SessionStatus::kCancelled:
      return ProcessingCancelled{session.id, "Cancelled; what was decided stays recorded",
                                 ended_at};
    case SessionStatus::kFailed:
      return ProcessingFailed{session.id, session.error, ended_at};
    case SessionStatus::kCreated:
    case SessionStatus::kRunning:
    case SessionStatus::kPaused:
    case SessionStatus::kInterrupted:
      break;
  }
  return std::nullopt;
}

}  // namespace photosieve
