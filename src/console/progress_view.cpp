// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/progress_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/text.h"
#include "console/number_text.h"
#include "console/text_width.h"
#include "console/time_left_text.h"

namespace photosieve {
namespace {

constexpr std::size_t kNarrowestBar = 8;
constexpr std::size_t kWidestBar = 24;
constexpr std::size_t kNarrowestName = 12;
constexpr std::size_t kRangeToo = 60;   // from here on the time left is a range
constexpr std::size_t kWide = 100;      // from here on "approved" is written out
constexpr std::size_t kClockToo = 120;  // from here on the clock time of the end is told

// Where a part stands, from left to right.
enum class Place : std::uint8_t {
  kCount,
  kStage,
  kBar,
  kApproved,
  kRejected,
  kSpeed,
  kLeft,
  kEnd,
  kName
};

struct Part {
  Place place = Place::kCount;
  std::string text;
  Colour colour = Colour::kNone;
};

// A line of parts, two spaces between them. They are added in the order of their weight; each is
// whole or left out, and once one had no room nothing lighter comes in its place: rejected without
// approved would mislead.
class Line {
 public:
  explicit Line(std::size_t columns) : left_(columns) {}

  // The room for another part.
  [[nodiscard]] std::size_t room() const {
    return parts_.empty() ? left_ : left_ - std::min<std::size_t>(left_, kGap);
  }
  void add(Part part) {
    const std::size_t width = text_columns(part.text);
    full_ = full_ || width > room();
    if (full_) return;
    left_ = room() - width;
    parts_.push_back(std::move(part));
  }
  [[nodiscard]] bool full() const { return full_; }

  [[nodiscard]] std::string painted(const Style& style) {
    std::sort(parts_.begin(), parts_.end(),
              [](const Part& a, const Part& b) { return a.place < b.place; });
    std::string line;
    for (const Part& part : parts_) {
      if (!line.empty()) line.append(kGap, ' ');
      line += style.paint(part.colour, part.text);
    }
    return line;
  }

 private:
  static constexpr std::size_t kGap = 2;

  std::vector<Part> parts_;
  std::size_t left_;
  bool full_ = false;
};

// "workers from 6 to 4: memory pressure 12 %"
std::string decision_in_words(const TunerDecision& decision) {
  std::string text = decision.what;
  std::replace(text.begin(), text.end(), '_', ' ');
  if (decision.from) text += fmt::format(" from {:g}", *decision.from);
  if (decision.to) text += fmt::format(" to {:g}", *decision.to);
  return decision.reason.empty() ? text : text + ": " + decision.reason;
}

std::string error_line(const Style& style, Colour colour, const char* word,
                       const std::string& message) {
  return style.paint(colour, fmt::format("{}: {}", word, style.shown(message)));
}

}  // namespace

std::string count_and_share(const ProgressUpdate& update) {
  if (!update.total_images) return std::to_string(update.current_image);
  std::string text = fmt::format("{}/{}", update.current_image, *update.total_images);
  if (*update.total_images > 0)
    text += " (" + percent_text(update.current_image, *update.total_images) + ")";
  return text;
}

std::string stage_word(const ProgressUpdate& update, bool paused) {
  if (paused) return "paused";
  switch (update.current_stage) {
    case Stage::kScanning:
      return "looking for photos";
    case Stage::kReviewing:
      return "comparing";
    case Stage::kProcessing:
    case Stage::kComplete:
      return {};
  }
  return {};
}

std::string progress_line(const ProgressUpdate& update, bool paused, std::size_t columns,
                          const Style& style) {
  const std::string count = count_and_share(update);
  if (text_columns(count) > columns) return style.fitted(count, columns);
  Line line(columns);
  line.add({Place::kCount, count, Colour::kBold});
  if (const std::string stage = stage_word(update, paused); !stage.empty())
    line.add({Place::kStage, stage, paused ? Colour::kYellow : Colour::kDim});
  if (update.eta_seconds && !paused && update.current_stage == Stage::kProcessing)
    line.add({Place::kLeft,
              left_in_words(*update.eta_seconds,
                            columns >= kRangeToo ? update.eta_p90_seconds : std::nullopt)});

  const bool words = columns >= kWide;
  const auto decided = [&](const char* sign, std::uint32_t photos, const char* word) {
    return fmt::format("{} {}{}{}", sign, photos, words ? " " : "", words ? word : "");
  };
  line.add({Place::kApproved,
            decided(style.unicode ? "✓" : "ok", update.approved_count, "approved"),
            Colour::kGreen});
  line.add({Place::kRejected,
            decided(style.unicode ? "✗" : "no", update.rejected_count, "rejected"), Colour::kRed});
  if (update.processing_speed && !paused)
    line.add({Place::kSpeed, speed_in_words(*update.processing_speed)});

  if (columns >= kClockToo && !line.full() && update.eta_seconds && !paused &&
      update.estimated_completion && update.current_stage == Stage::kProcessing)
    line.add({Place::kEnd, end_in_words(*update.estimated_completion, *update.eta_seconds)});

  if (!line.full() && update.total_images.value_or(0) > 0 && line.room() >= kNarrowestBar) {
    const std::size_t wanted = std::clamp(columns / 6, kNarrowestBar, kWidestBar);
    line.add(
        {Place::kBar,
         bar_text(update.current_image, *update.total_images, std::min(wanted, line.room()), style),
         Colour::kGreen});
  }
  if (!line.full() && !update.current_filename.empty() && line.room() >= kNarrowestName)
    line.add({Place::kName, style.fitted(update.current_filename, line.room()), Colour::kDim});
  return line.painted(style);
}

std::string plain_line(const ProgressUpdate& update, bool paused) {
  std::string line = count_and_share(update);
  const std::string stage = stage_word(update, paused);
  if (!stage.empty()) line += " " + stage;
  line += fmt::format("  {} approved  {} rejected", update.approved_count, update.rejected_count);
  if (update.processing_speed && !paused) line += "  " + speed_in_words(*update.processing_speed);
  if (update.eta_seconds && !paused && update.current_stage == Stage::kProcessing) {
    line += "  " + left_in_words(*update.eta_seconds, update.eta_p90_seconds);
    if (update.estimated_completion)
      line += ", " + end_in_words(*update.estimated_completion, *update.eta_seconds);
  }
  return line;
}

std::string event_line(const Event& event, const Style& style) {
  if (const auto* milestone = std::get_if<MilestoneReached>(&event))
    return style.paint(Colour::kBold, style.shown(milestone->message));
  if (const auto* error = std::get_if<ProcessingError>(&event))
    return error->recoverable ? error_line(style, Colour::kYellow, "warning", error->error_message)
                              : error_line(style, Colour::kRed, "error", error->error_message);
  if (const auto* stage = std::get_if<StageChange>(&event))
    return stage->stage == Stage::kComplete ? std::string() : style.shown(stage->message);
  if (const auto* decision = std::get_if<TunerDecision>(&event))
    return style.shown(decision_in_words(*decision));
  if (const auto* stalled = std::get_if<ProcessingStalled>(&event))
    return style.paint(Colour::kYellow,
                       style.shown(fmt::format("no photo for {:.0f} s{}{}", stalled->seconds,
                                               stalled->current_filename.empty() ? "" : ": ",
                                               stalled->current_filename)));
  if (std::holds_alternative<ProcessingPaused>(event)) return "Paused";
  if (std::holds_alternative<ProcessingResumed>(event)) return "Going on";
  if (const auto* cancelled = std::get_if<ProcessingCancelled>(&event))
    return style.shown(cancelled->message);
  return {};
}

}  // namespace photosieve
