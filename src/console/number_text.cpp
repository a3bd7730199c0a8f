// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr double kSteady = 2;  // percent: less is no trend

std::string speed(double photos_a_second, const char* photos) {
  if (photos_a_second >= 99.95) return fmt::format("{:.0f}{}/s", photos_a_second, photos);
  if (photos_a_second >= 0.095) return fmt::format("{:.1f}{}/s", photos_a_second, photos);
  return fmt::format("{:.1f}{}/min", photos_a_second * 60, photos);
}

}  // namespace

std::string percent_text(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return {};
  const std::uint64_t hundredths = part * 10'000 / whole;
  return fmt::format("{}.{:02}%", hundredths / 100, hundredths % 100);
}

std::string speed_in_words(double photos_a_second) {
  return speed(photos_a_second, " photos");
}
std::string speed_in_short(double photos_a_second) {
  return speed(photos_a_second, "");
}

std::string trend_text(double percent, const Style& style) {
  if (!std::isfinite(percent) || std::abs(percent) < kSteady) return "steady";
  if (!style.unicode) return fmt::format("{:+.0f}%", percent);
  return fmt::format("{} {:.0f}%", percent > 0 ? "↑" : "↓", std::abs(percent));
}

std::string seconds_text(double seconds) {
  if (seconds < 0.9995) return fmt::format("{:.0f} ms", std::max(0.0, seconds) * 1000);
  if (seconds < 9.95) return fmt::format("{:.1f} s", seconds);
  return human_duration(seconds);
}

std::string megabytes_text(double megabytes) {
  if (megabytes < 1023.5) return fmt::format("{:.0f} MB", megabytes);
  return fmt::format("{:.1f} GB", megabytes / 1024);
}

std::string bar_text(std::uint64_t part, std::uint64_t whole, std::size_t columns,
                     const Style& style) {
  constexpr std::array<const char*, 8> kEighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const std::uint64_t done = std::min(part, whole);
  if (!style.unicode) {
    const std::size_t cells = columns - 2;
    const std::size_t full = whole == 0 ? 0 : static_cast<std::size_t>(done * cells / whole);
    return "[" + std::string(full, '#') + std::string(cells - full, '-') + "]";
  }
  const std::uint64_t eighths = whole == 0 ? 0 : done * columns * 8 / whole;
  std::string text;
  std::size_t used = eighths / 8;
  for (std::size_t i = 0; i < used; ++i) text += "█";
  if (eighths % 8 > 0) {
    text += kEighths.at(eighths % 8);
    ++used;
  }
  for (; used < columns; ++used) text += "░";
  return text;
}

}  // namespace photosieve
