// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/live_view.h"

#include "console/json_lines.h"
#include "console/progress_view.h"

namespace photosieve {
namespace {

constexpr double kBetweenDrawings = 0.1;
constexpr double kBetweenLines = 10;
constexpr double kBetweenLateLines = 60;
constexpr double kLate = 600;

std::uint64_t twentieths(const ProgressUpdate& update) {
  const std::uint32_t total = update.total_images.value_or(0);
  return total == 0 ? 0 : std::uint64_t{update.current_image} * 20 / total;
}

}  // namespace

LiveView::LiveView(ViewKind kind, int fd, const Style& style, double interval)
    : kind_(kind), style_(style), interval_(interval), printer_(fd, kind == ViewKind::kBar) {}

bool LiveView::is_due(const ProgressUpdate& update, SteadyNs now) const {
  if (!shown_at_) return true;
  const double passed = static_cast<double>(now - *shown_at_) / 1e9;
  if (kind_ == ViewKind::kBar) return passed >= (interval_ > 0 ? interval_ : kBetweenDrawings);
  if (twentieths(update) > shown_twentieths_) return true;
  const double usual = update.elapsed_time > kLate ? kBetweenLateLines : kBetweenLines;
  return passed >= (interval_ > 0 ? interval_ : usual);
}

void LiveView::show(const ProgressUpdate& update, SteadyNs now) {
  shown_at_ = now;
  shown_twentieths_ = twentieths(update);
  newest_shown_ = true;
  if (kind_ == ViewKind::kBar)
    printer_.draw(progress_line(update, paused_, printer_.columns(), style_));
  else
    printer_.print(plain_line(update, paused_));
}

void LiveView::tell(const Event& event, SteadyNs now) {
  if (kind_ == ViewKind::kNone) return;
  if (kind_ == ViewKind::kJson) return printer_.print(json_line(event));
  if (const auto* update = std::get_if<ProgressUpdate>(&event)) {
    newest_ = *update;
    newest_shown_ = false;
    if (is_due(*update, now)) show(*update, now);
    return;
  }
  const bool was_paused = paused_;
  if (std::holds_alternative<ProcessingPaused>(event)) paused_ = true;
  if (std::holds_alternative<ProcessingResumed>(event)) paused_ = false;
  if (const std::string line = event_line(event, style_); !line.empty()) printer_.print(line);
  if (paused_ != was_paused) refresh();
}

void LiveView::refresh() {
  if (kind_ == ViewKind::kBar && newest_)
    printer_.draw(progress_line(*newest_, paused_, printer_.columns(), style_));
}

void LiveView::end() {
  if (kind_ == ViewKind::kPlain && newest_ && !newest_shown_)
    printer_.print(plain_line(*newest_, paused_));
  newest_shown_ = true;
  printer_.clear();
}

}  // namespace photosieve
