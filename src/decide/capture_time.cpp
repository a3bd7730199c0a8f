// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/capture_time.h"

#include <charconv>
#include <chrono>

namespace photosieve {
namespace {

constexpr std::string_view kShape = "0000-00-00T00:00:00";

bool has_shape(std::string_view text) {
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !digit : text[i] != kShape[i]) return false;
  }
  return true;
}

int number(std::string_view text, std::size_t at, std::size_t digits) {
  int value = 0;
  std::from_chars(text.data() + at, text.data() + at + digits, value);
  return value;
}

// Milliseconds of ".37"; nothing of what is no fraction of at most three digits.
std::optional<int> fraction(std::string_view text) {
  if (text.empty()) return 0;
  if (text.size() < 2 || text.size() > 4 || text[0] != '.') return std::nullopt;
  int value = 0;
  for (std::size_t i = 1; i < 4; ++i) {
    const char digit = i < text.size() ? text[i] : '0';
    if (digit < '0' || digit > '9') return std::nullopt;
    value = 10 * value + (digit - '0');
  }
  return value;
}

}  // namespace

std::optional<std::int64_t> capture_milliseconds(std::string_view text) {
  using namespace std::chrono;
  const std::string_view taken_at = text.substr(0, kShape.size());
  if (!has_shape(taken_at)) return std::nullopt;
  const auto parts = fraction(text.substr(kShape.size()));
  if (!parts) return std::nullopt;
  const year_month_day day{year(number(taken_at, 0, 4)),
                           month(static_cast<unsigned>(number(taken_at, 5, 2))),
                           std::chrono::day(static_cast<unsigned>(number(taken_at, 8, 2)))};
  if (!day.ok()) return std::nullopt;
  const auto moment = sys_days(day) + hours(number(taken_at, 11, 2)) +
                      minutes(number(taken_at, 14, 2)) + seconds(number(taken_at, 17, 2)) +
                      milliseconds(*parts);
  return duration_cast<milliseconds>(moment.time_since_epoch()).count();
}

}  // namespace photosieve
