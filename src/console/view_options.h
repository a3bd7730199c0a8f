// ViewOptions: what of a run is shown, and how: what flags and the settings file may choose.
//
// Threads: values and pure functions.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace photosieve {

// The parts of the screen, in the order in which they stand.
enum class Section : std::uint8_t {
  kBar,        // the bar, with count and share
  kDecided,    // approved, rejected
  kSpeed,      // photos a second, and which way that goes
  kLeft,       // time left, and the clock time of the end
  kBatch,      // the batch, with a bar of its own; mean times
  kHost,       // processors, memory, GPU
  kMilestone,  // the newest one
  kFile,       // the photo that is worked on
};
inline constexpr std::array kAllSections{Section::kBar,       Section::kDecided, Section::kSpeed,
                                         Section::kLeft,      Section::kBatch,   Section::kHost,
                                         Section::kMilestone, Section::kFile};
[[nodiscard]] std::string_view name(Section section);
[[nodiscard]] std::optional<Section> section_from(std::string_view name);

class Sections {
 public:
  Sections() = default;  // all of them
  // kUsage for a name that is none, with the nearest one.
  [[nodiscard]] static Result<Sections> from(const std::vector<std::string>& names);

  [[nodiscard]] bool has(Section section) const { return (bits_ & bit(section)) != 0; }
  void remove(Section section) { bits_ &= static_cast<std::uint8_t>(~bit(section)); }
  [[nodiscard]] std::vector<std::string> names() const;
  friend bool operator==(const Sections&, const Sections&) = default;

 private:
  static std::uint8_t bit(Section section) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(section));
  }
  std::uint8_t bits_ = 0xFF;
};

enum class When : std::uint8_t { kAuto, kAlways, kNever };
[[nodiscard]] std::string_view name(When when);
[[nodiscard]] std::optional<When> when_from(std::string_view name);

enum class ProgressStyle : std::uint8_t { kAuto, kBar, kPlain, kJson, kNone };
[[nodiscard]] std::string_view name(ProgressStyle style);
[[nodiscard]] std::optional<ProgressStyle> progress_style_from(std::string_view name);

struct ViewOptions {
  ProgressStyle progress = ProgressStyle::kAuto;
  double interval_seconds = 0;  // between two updates; 0: by the style
  Sections sections;
  When colours = When::kAuto;  // auto: on a terminal, unless NO_COLOR or TERM=dumb
  std::uint32_t width = 0;     // columns; 0: the terminal's
  bool taskbar = true;         // progress on the terminal's tab or task bar, where it can
  bool notify = true;          // told by the terminal when a long run ends
};

}  // namespace photosieve
