// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/run_watcher.h"

#include <unistd.h>

#include <cstdlib>

#include "console/json_lines.h"
#include "console/progress_view.h"
#include "console/screen.h"

namespace photosieve {
namespace {

constexpr double kBarSeconds = 0.25;
constexpr double kPlainSeconds = 10;
constexpr double kLatePlainSeconds = 60;
constexpr double kLate = 600;
constexpr double kJsonSeconds = 1;
constexpr double kLongRun = 20;  // seconds: nobody waits for a shorter one elsewhere

ProgressStyle chosen(ProgressStyle style, int fd) {
  if (style == ProgressStyle::kAuto)
    return can_redraw(fd) ? ProgressStyle::kBar : ProgressStyle::kPlain;
  // A bar that was asked for where lines cannot be drawn over becomes lines.
  return style == ProgressStyle::kBar && !can_redraw(fd) ? ProgressStyle::kPlain : style;
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

Style styled(int fd, When colours) {
  Style style = style_of(fd);
  if (colours == When::kAlways) style.colours = true;
  if (colours == When::kNever) style.colours = false;
  return style;
}

double seconds_between(SteadyNs from, SteadyNs to) {
  return static_cast<double>(to - from) / 1e9;
}

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): at the start
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

RunWatcher::RunWatcher(const ViewOptions& options, int fd, int json_fd)
    : fd_(fd),
      options_(options),
      shown_as_(chosen(options.progress, fd)),
      interval_(options.interval_seconds > 0 ? options.interval_seconds : usual_seconds(shown_as_)),
      style_(styled(fd, options.colours)),
      region_(fd, shown_as_ == ProgressStyle::kBar, options.width),
      json_(json_fd, false) {
  if (shown_as_ != ProgressStyle::kBar) return;
  features_ = terminal_features(variable);
  if (options.taskbar) taskbar_ = Taskbar(features_);
}

void RunWatcher::show(const Event& event, SteadyNs now) {
  figures_.take(event);
  state_.take(event);
  if (shown_as_ == ProgressStyle::kNone) return;
  if (shown_as_ == ProgressStyle::kJson) {
    json_.print(json_line(event));
    return;
  }
  const std::string line = event_line(event, style_);
  if (!line.empty()) region_.print(line);
  if (region_.redraws())
    draw(now, false);
  else if (std::holds_alternative<ProgressUpdate>(event))
    draw_line(now);  // at a milestone the newest counts may be older than it
}

void RunWatcher::tick(SteadyNs now) {
  draw(now, region_.resized());
}

void RunWatcher::refresh(SteadyNs now) {
  draw(now, true);
}

void RunWatcher::draw(SteadyNs now, bool at_once) {
  if (!region_.redraws() || in_background()) return;
  const bool due = !drawn_at_ || seconds_between(*drawn_at_, now) >= interval_;
  if (!due && !at_once) return;
  drawn_at_ = now;
  const LiveRegion::Size size = region_.size();
  region_.draw(screen_lines(state_, {size.columns, size.rows}, options_.sections, style_));
  if (const std::string progress = taskbar_.update(state_, now); !progress.empty())
    region_.send(progress);
}

void RunWatcher::draw_line(SteadyNs now) {
  if (!state_.progress) return;
  const Stage stage = state_.progress->current_stage;
  const bool nothing_yet = stage == Stage::kScanning && state_.progress->current_image == 0;
  if (stage == Stage::kComplete || nothing_yet || !line_is_due(now)) return;
  line_at_ = now;
  line_twentieths_ = twentieths(*state_.progress);
  ProgressUpdate shown = *state_.progress;
  shown.eta_p90_seconds = state_.eta_p90();
  region_.print(plain_line(shown, state_.paused));
}

bool RunWatcher::line_is_due(SteadyNs now) const {
  if (!line_at_) return true;
  const bool given = options_.interval_seconds > 0;
  const bool late = !given && state_.progress->elapsed_time > kLate;
  if (seconds_between(*line_at_, now) >= (late ? kLatePlainSeconds : interval_)) return true;
  return !given && twentieths(*state_.progress) > line_twentieths_;
}

bool RunWatcher::in_background() const {
  const pid_t front = ::tcgetpgrp(fd_);
  return front > 0 && front != ::getpgrp();
}

void RunWatcher::note(const std::string& line) {
  region_.print(line);
}

void RunWatcher::connection(const std::string& problem, SteadyNs now) {
  if (problem == state_.connection) return;
  state_.connection = problem;
  if (region_.redraws())
    draw(now, true);
  else if (shown_as_ == ProgressStyle::kPlain && !problem.empty())
    region_.print(style_.shown(problem));
}

void RunWatcher::clear() {
  region_.clear();
  if (const std::string progress = taskbar_.cleared(); !progress.empty()) region_.send(progress);
}

void RunWatcher::forget() {
  region_.forget();
}

void RunWatcher::tell_end(const std::string& text) {
  const bool was_long = state_.progress && state_.progress->elapsed_time >= kLongRun;
  if (options_.notify && was_long && region_.redraws() && !in_background())
    region_.send(notification(features_, text));
}

}  // namespace photosieve
