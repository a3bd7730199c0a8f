// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "console/flow.h"
#include "console/number_text.h"
#include "console/progress_view.h"
#include "console/text_width.h"
#include "console/time_left_text.h"

namespace photosieve {
namespace {

constexpr std::size_t kNarrowestBar = 10;
constexpr std::size_t kWidestBar = 80;
constexpr std::size_t kBatchBar = 10;
constexpr std::size_t kNarrow = 40;
constexpr double kLittleSpaceMb = 2048;
// Which sections go first where there are too few rows.
constexpr std::array kLightestFirst{Section::kMilestone, Section::kHost, Section::kBatch,
                                    Section::kFile, Section::kSpeed};

class Screen {
 public:
  Screen(const ViewState& state, std::size_t columns, const Style& style)
      : state_(state), update_(*state.progress), columns_(columns), style_(style) {}

  [[nodiscard]] std::vector<std::string> lines(const Sections& sections) {
    lines_.clear();
    if (sections.has(Section::kBar)) bar();
    decided_and_speed(sections.has(Section::kDecided), sections.has(Section::kSpeed));
    if (sections.has(Section::kLeft)) left();
    if (sections.has(Section::kBatch)) batch();
    if (sections.has(Section::kHost)) host();
    if (sections.has(Section::kMilestone) && !state_.milestone.empty())
      whole_line(state_.milestone, style_.unicode ? "◆ " : "* ", Colour::kDim);
    if (sections.has(Section::kFile)) file();
    if (!state_.connection.empty()) whole_line(state_.connection, "", Colour::kYellow);
    return std::move(lines_);
  }

 private:
  void add(const std::vector<FlowPart>& parts) {
    for (std::string& line : flow_lines(parts, columns_, style_)) lines_.push_back(std::move(line));
  }
  // Text from outside after a sign, on one line.
  void whole_line(const std::string& text, const std::string& sign, Colour colour) {
    if (columns_ <= text_columns(sign)) return;
    const std::size_t room = columns_ - text_columns(sign);
    lines_.push_back(style_.paint(colour, sign + style_.fitted(text, room)));
  }
  [[nodiscard]] bool judging() const {
    return !state_.paused && state_.end == RunEnd::kNone &&
           update_.current_stage == Stage::kProcessing;
  }

  void bar() {
    const std::uint32_t total = update_.total_images.value_or(0);
    const bool nothing_yet = !update_.total_images && update_.current_image == 0;
    const std::string count = nothing_yet ? std::string() : count_and_share(update_);
    const std::string stage = stage_word(update_, state_.paused);
    const FlowPart counted{count, count, Colour::kBold};
    const FlowPart staged{stage, stage, state_.paused ? Colour::kYellow : Colour::kDim};
    if (total == 0) return add({counted, staged});
    const auto drawn = [&](std::size_t columns) {
      return style_.paint(Colour::kGreen, bar_text(update_.current_image, total, columns, style_));
    };
    const std::size_t words = text_columns(count) + (stage.empty() ? 0 : 2 + text_columns(stage));
    if (columns_ >= words + 2 + kNarrowestBar) {
      const std::size_t wide = std::min(kWidestBar, columns_ - words - 2);
      lines_.push_back(drawn(wide) + "  " + flow_lines({counted, staged}, words, style_).front());
      return;
    }
    if (columns_ >= kNarrowestBar) lines_.push_back(drawn(std::min(columns_, kWidestBar)));
    if (text_columns(count) <= columns_) return add({counted, staged});
    const std::size_t space = count.find(' ');
    add({{count.substr(0, space), count.substr(0, space), Colour::kBold},
         {count.substr(space + 1), count.substr(space + 1), Colour::kBold},
         staged});
  }

  void decided_and_speed(bool decided, bool speed) {
    std::vector<FlowPart> parts;
    const auto count = [&](const char* sign, std::uint32_t photos, const char* word,
                           Colour colour) {
      const std::string brief = fmt::format("{} {}", sign, photos);
      parts.push_back({brief + " " + word, brief, colour});
    };
    const bool any = update_.current_image > 0 || update_.current_stage != Stage::kScanning;
    if (decided && any) {
      count(style_.unicode ? "✓" : "ok", update_.approved_count, "approved", Colour::kGreen);
      count(style_.unicode ? "✗" : "no", update_.rejected_count, "rejected", Colour::kRed);
    }
    if (speed && update_.processing_speed && !state_.paused) {
      const auto trend = state_.performance.speed_trend;
      const std::string way = trend ? " " + trend_text(*trend, style_) : std::string();
      parts.push_back({speed_in_words(*update_.processing_speed) + way,
                       speed_in_short(*update_.processing_speed) + way});
      if (update_.images_per_second)
        parts.push_back({fmt::format("{} in the mean", speed_in_short(*update_.images_per_second)),
                         "", Colour::kDim});
    }
    add(parts);
  }

  void left() {
    std::vector<FlowPart> parts;
    if (update_.eta_seconds && judging()) {
      parts.push_back({left_in_words(*update_.eta_seconds, state_.eta_p90()),
                       left_in_words(*update_.eta_seconds, std::nullopt)});
      if (update_.estimated_completion && *update_.eta_seconds >= 1) {
        const std::string end = end_in_words(*update_.estimated_completion, *update_.eta_seconds);
        parts.push_back({end, end});
      }
    }
    if (update_.elapsed_time >= 1) {
      const std::string so_far = human_duration(update_.elapsed_time);
      parts.push_back({so_far + " so far", parts.empty() ? so_far : std::string(), Colour::kDim});
    }
    add(parts);
  }

  // Photos that the current batches can still hold: the last ones are smaller.
  [[nodiscard]] std::uint32_t in_batches() const {
    const PerformanceUpdate& now = state_.performance;
    const std::uint32_t most =
        now.batch_size.value_or(0) * std::max(1U, now.active_workers.value_or(1));
    const std::uint32_t done = now.batch_done.value_or(0);
    const std::uint32_t total = update_.total_images.value_or(0);
    const std::uint32_t waiting = total - std::min(total, update_.current_image);
    return std::max(done, std::min(most, waiting + done));
  }

  void batch() {
    std::vector<FlowPart> parts;
    if (update_.current_batch > 0) {
      const std::string of =
          update_.total_batches ? fmt::format("/{}", *update_.total_batches) : "";
      const std::string text = fmt::format("batch {}{}", update_.current_batch, of);
      parts.push_back({text, text});
    }
    if (const std::uint32_t whole = in_batches(); judging() && whole > 0) {
      const std::uint32_t done = state_.performance.batch_done.value_or(0);
      const std::string drawn =
          fmt::format("{} {}/{}", bar_text(done, whole, kBatchBar, style_), done, whole);
      parts.push_back({drawn, drawn, Colour::kGreen});
    }
    if (update_.batch_processing_time)
      parts.push_back({seconds_text(*update_.batch_processing_time) + " a batch", ""});
    if (update_.avg_image_processing_time) {
      const std::string a_photo = seconds_text(*update_.avg_image_processing_time) + " a photo";
      parts.push_back({a_photo, a_photo});
    }
    add(parts);
  }

  void host() {
    std::vector<FlowPart> parts;
    const auto own_cpu = state_.told(&PerformanceUpdate::process_cpu_percent);
    const auto cpu = state_.told(&PerformanceUpdate::cpu_percent);
    if (const auto shown = cpu ? cpu : own_cpu ? own_cpu : update_.cpu_usage_percent) {
      const std::string brief = fmt::format("CPU {:.0f}%", *shown);
      parts.push_back(
          {cpu && own_cpu ? fmt::format("{} (own {:.0f}%)", brief, *own_cpu) : brief, brief});
    }
    const auto own_memory = state_.told(&PerformanceUpdate::process_memory_mb);
    if (const auto own = own_memory ? own_memory : update_.memory_usage_mb) {
      const auto used = state_.told(&PerformanceUpdate::memory_percent);
      const std::string of = used ? fmt::format(" (machine {:.0f}%)", *used) : std::string();
      parts.push_back({"memory " + megabytes_text(*own) + of, "mem " + megabytes_text(*own)});
    }
    gpu(parts);
    if (const auto free = state_.told(&PerformanceUpdate::disk_free_mb)) {
      const bool little = *free < kLittleSpaceMb;
      const std::string text = megabytes_text(*free) + " free";
      parts.push_back({text, little ? text : "", little ? Colour::kYellow : Colour::kNone});
    }
    if (const auto workers = state_.performance.active_workers; workers.value_or(0) > 0)
      parts.push_back({fmt::format("{} worker{}", *workers, *workers == 1 ? "" : "s"), ""});
    add(parts);
  }

  void gpu(std::vector<FlowPart>& parts) const {
    const auto& told = state_.performance.gpus ? state_.performance.gpus : state_.machine.gpus;
    double sum = 0;
    int known = 0;
    if (told)
      for (const GpuUse& one : *told)
        if (one.utilization_percent) {
          sum += *one.utilization_percent;
          ++known;
        }
    const auto shown = known > 0 ? std::optional(sum / known) : update_.gpu_usage_percent;
    if (!shown) return;
    const std::string brief = fmt::format("GPU {:.0f}%", *shown);
    parts.push_back({brief, brief});
  }

  void file() {
    if (!state_.stalled_on.empty() && judging())
      return whole_line(printable(state_.stalled_on),
                        columns_ < kNarrow
                            ? "stuck: "
                            : fmt::format("no photo for {:.0f} s: ", state_.stalled_seconds),
                        Colour::kYellow);
    if (update_.current_filename.empty() || state_.end != RunEnd::kNone) return;
    whole_line(printable(update_.current_filename), "", Colour::kDim);
  }

  const ViewState& state_;
  const ProgressUpdate& update_;
  const std::size_t columns_;
  const Style& style_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> screen_lines(const ViewState& state, ScreenSize size,
                                      const Sections& sections, const Style& style) {
  if (!state.progress || size.rows == 0) {
    if (state.connection.empty() || size.rows == 0) return {};
    return {style.paint(Colour::kYellow, style.fitted(state.connection, size.columns))};
  }
  Screen screen(state, size.columns, style);
  Sections shown = sections;
  std::vector<std::string> lines = screen.lines(shown);
  for (const Section lightest : kLightestFirst) {
    if (lines.size() <= size.rows) return lines;
    shown.remove(lightest);
    lines = screen.lines(shown);
  }
  if (lines.size() <= size.rows) return lines;
  return {progress_line(*state.progress, state.paused, size.columns, style)};
}

}  // namespace photosieve
