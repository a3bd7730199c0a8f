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

}  // namespace

std::optional<std::int64_t> capture_seconds(std::string_view taken_at) {
  using namespace std::chrono;
  if (!has_shape(taken_at)) return std::nullopt;
  const year_month_day day{year(number(taken_at, 0, 4)),
                           month(static_cast<unsigned>(number(taken_at, 5, 2))),
                           std::chrono::day(static_cast<unsigned>(number(taken_at, 8, 2)))};
  if (!day.ok()) return std::nullopt;
  const auto moment = sys_days(day) + hours(number(taken_at, 11, 2)) +
                      minutes(number(taken_at, 14, 2)) + seconds(number(taken_at, 17, 2));
  return duration_cast<seconds>(moment.time_since_epoch()).count();
}

}  // namespace photosieve
