// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/run_figures.h"

#include <algorithm>

namespace photosieve {
namespace {

void raise_to(std::optional<double>& peak, const std::optional<double>& value) {
  if (value && (!peak || *value > *peak)) peak = value;
}

}  // namespace

void RunFigures::take(const Event& event) {
  if (const auto* update = std::get_if<PerformanceUpdate>(&event)) {
    cpu_.add(update->process_cpu_percent);
    raise_to(peak_memory_mb_, update->process_memory_mb);
    raise_to(peak_memory_mb_, update->process_memory_peak_mb);
    if (update->gpus)
      for (const GpuUse& one : *update->gpus) gpu_.add(one.utilization_percent);
    workers_ = std::max(workers_, update->active_workers.value_or(0));
  }
  if (const auto* update = std::get_if<ProgressUpdate>(&event)) {
    raise_to(peak_speed_, update->processing_speed);
    if (update->avg_image_processing_time) photo_seconds_ = update->avg_image_processing_time;
    if (update->current_batch != batch_seen_) batch_.add(update->batch_processing_time);
    batch_seen_ = update->current_batch;
  }
  if (const auto* complete = std::get_if<ProcessingComplete>(&event))
    raise_to(peak_memory_mb_, complete->peak_memory_usage);
}

}  // namespace photosieve
