// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/time_left_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr double kMinute = 60;
constexpr double kHour = 3600;

struct Amount {
  std::string number;
  std::string unit;  // "" where it is in the number
};

Amount amount(double seconds) {
  if (const double whole = std::ceil(seconds); whole < kMinute)
    return {fmt::format("{:.0f}", whole), "s"};
  if (const double minutes = std::ceil(seconds / kMinute); minutes < kHour / kMinute)
    return {fmt::format("{:.0f}", minutes), "min"};
  return {human_duration(std::ceil(seconds / kMinute) * kMinute), ""};
}

std::string text(const Amount& one) {
  return one.unit.empty() ? one.number : one.number + " " + one.unit;
}

}  // namespace

std::string left_in_words(double p50_seconds, std::optional<double> p90_seconds) {
  if (p50_seconds < 1) return "almost done";
  const Amount low = amount(p50_seconds);
  const Amount high = amount(std::max(p50_seconds, p90_seconds.value_or(p50_seconds)));
  if (text(low) == text(high)) return text(low) + " left";
  const std::string from = low.unit == high.unit ? low.number : text(low);
  return fmt::format("{} to {} left", from, text(high));
}

std::string end_in_words(WallMs end, double seconds) {
  constexpr double kDay = 24 * kHour;
  const std::time_t time = static_cast<std::time_t>(end / 1000);
  std::tm local{};
  if (localtime_r(&time, &local) == nullptr) return {};
  std::array<char, 64> buffer{};
  const char* format = seconds < kDay ? "done %H:%M %Z" : "done %a %H:%M %Z";
  return {buffer.data(), std::strftime(buffer.data(), buffer.size(), format, &local)};
}

}  // namespace photosieve
