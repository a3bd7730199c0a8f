// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/run_watcher.h"

#include "console/json_lines.h"
#include "console/progress_view.h"

namespace photosieve {
namespace {

constexpr double kBarSeconds = 0.25;
constexpr double kPlainSeconds = 10;
constexpr double kLatePlainSeconds = 60;
constexpr double kLate = 600;
constexpr double kJsonSeconds = 1;

ProgressStyle chosen(ProgressStyle style, int fd) {
  if (style != ProgressStyle::kAuto) return style;
  return can_redraw(fd) ? ProgressStyle::kBar : ProgressStyle::kPlain;
}

double usual_seconds(ProgressStyle style) {
  switch (style) {
    case ProgressStyle::kBar:
      return kBarSeconds;
    case ProgressStyle::kPlain:
      return kPlainSeconds;
    default:
      return kJsonSeconds;
  }
}

std::uint64_t twentieths(const ProgressUpdate& update) {
  const std::uint32_t total = update.total_images.value_or(0);
  return total == 0 ? 0 : std::uint64_t{update.current_image} * 20 / total;
}

}  // namespace

RunWatcher::RunWatcher(ProgressStyle style, double interval_seconds, int fd, int json_fd)
    : shown_as_(chosen(style, fd)),
      interval_(interval_seconds > 0 ? interval_seconds : usual_seconds(shown_as_)),
      style_(style_of(fd)),
      printer_(fd, shown_as_ == ProgressStyle::kBar && can_redraw(fd)),
      json_(json_fd, false),
      interval_given_(interval_seconds > 0) {
  // A bar that was asked for where lines cannot be drawn over becomes lines.
  if (shown_as_ == ProgressStyle::kBar && !printer_.redraws()) shown_as_ = ProgressStyle::kPlain;
}

void RunWatcher::show(const Event& event, SteadyNs now) {
  if (shown_as_ == ProgressStyle::kNone) return;
  if (shown_as_ == ProgressStyle::kJson) {
    json_.print(json_line(event));
    return;
  }
  if (const auto* update = std::get_if<ProgressUpdate>(&event)) newest_ = *update;
  if (std::holds_alternative<ProcessingPaused>(event)) paused_ = true;
  if (std::holds_alternative<ProcessingResumed>(event)) paused_ = false;
  const std::string line = event_line(event, style_);
  if (!line.empty()) printer_.print(line);
  draw(now);
}

void RunWatcher::draw(SteadyNs now) {
  if (!newest_) return;
  if (printer_.redraws()) {
    printer_.draw(progress_line(*newest_, paused_, printer_.columns(), style_));
    return;
  }
  if (newest_->current_stage == Stage::kComplete || !line_is_due(now)) return;
  line_at_ = now;
  line_twentieths_ = twentieths(*newest_);
  printer_.print(plain_line(*newest_, paused_));
}

bool RunWatcher::line_is_due(SteadyNs now) const {
  if (!line_at_) return true;
  const bool late = !interval_given_ && newest_->elapsed_time > kLate;
  const double seconds = late ? kLatePlainSeconds : interval_;
  if (static_cast<double>(now - *line_at_) / 1e9 >= seconds) return true;
  return !interval_given_ && twentieths(*newest_) > line_twentieths_;
}

void RunWatcher::note(const std::string& line) {
  printer_.print(line);
}

void RunWatcher::clear() {
  printer_.clear();
}

}  // namespace photosieve
