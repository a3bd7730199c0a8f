// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/burnt_in_date.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

namespace photosieve {
namespace {

constexpr double kMargin = 0.14;  // of the photo's height: so near the top or bottom it stands
constexpr double kSameRow = 0.6;  // of a line's height: the middles of a row's lines differ less
constexpr std::size_t kMostSigns = 24;  // of a whole date with its time
constexpr int kFirstYear = 1975;
constexpr int kLastYear = 2049;
constexpr std::array<std::string_view, 12> kMonths{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                   "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

// A number of a row of figures, and the sign before it: 0 for the beginning of a line or a space.
struct Number {
  char before = 0;
  int value = 0;
  std::size_t figures = 0;
};

bool is_figure(char sign) {
  return sign >= '0' && sign <= '9';
}

char upper(char sign) {
  return sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign;
}

// The signs of dates in ASCII, month names as figures; nothing where there is anything else.
std::optional<std::string> signs_of(std::string_view words) {
  std::string signs;
  for (std::size_t at = 0; at < words.size();) {
    const std::string_view rest = words.substr(at);
    if (rest.starts_with("\xE2\x80\x98") ||
        rest.starts_with("\xE2\x80\x99")) {  // curly apostrophes
      signs += '\'';
      at += 3;
      continue;
    }
    const std::array<char, 3> next{upper(rest[0]), rest.size() > 1 ? upper(rest[1]) : ' ',
                                   rest.size() > 2 ? upper(rest[2]) : ' '};
    const auto month = std::find(kMonths.begin(), kMonths.end(), std::string_view(next.data(), 3));
    if (month != kMonths.end()) {
      signs += ' ' + std::to_string(month - kMonths.begin() + 1) + ' ';
      at += 3;
    } else if (next[1] == 'M' && (next[0] == 'A' || next[0] == 'P')) {  // AM, PM
      at += 2;
    } else if (is_figure(next[0]) ||
               std::string_view(" .,:-/'`").find(next[0]) != std::string_view::npos) {
      signs += next[0] == '`' ? '\'' : next[0];
      ++at;
    } else {
      return std::nullopt;
    }
  }
  return signs;
}

std::vector<Number> numbers_of(std::string_view signs) {
  std::vector<Number> numbers;
  char before = 0;
  for (std::size_t at = 0; at < signs.size();) {
    if (!is_figure(signs[at])) {
      if (signs[at] != ' ' || before == 0) before = signs[at] == ' ' ? '\0' : signs[at];
      ++at;
      continue;
    }
    Number number{before, 0, 0};
    for (; at < signs.size() && is_figure(signs[at]); ++at, ++number.figures)
      if (number.figures < 9) number.value = 10 * number.value + (signs[at] - '0');
    numbers.push_back(number);
    before = 0;
  }
  return numbers;
}

bool is_year(const Number& number) {
  return number.figures == 4 && number.value >= kFirstYear && number.value <= kLastYear;
}

bool is_short(const Number& number) {
  return number.figures <= 2;
}

// Day and month stand among three short numbers, in whatever order.
bool has_day_and_month(const Number* three) {
  for (int month = 0; month < 3; ++month)
    for (int day = 0; day < 3; ++day)
      if (day != month && three[month].value >= 1 && three[month].value <= 12 &&
          three[day].value >= 1 && three[day].value <= 31)
        return true;
  return false;
}

bool is_date(const std::vector<Number>& numbers) {
  std::size_t figures = 0;
  for (const Number& number : numbers) figures += number.figures;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const Number& number = numbers[i];
    // A year, alone or with short numbers: no telephone has it so.
    if (is_year(number) && std::all_of(numbers.begin(), numbers.end(), [](const Number& other) {
          return is_year(other) || is_short(other);
        }))
      return true;
    if (number.before == '\'' && number.figures >= 2 && figures >= 4) return true;
    if (i == 0 || !is_short(number) || !is_short(numbers[i - 1])) continue;
    if (number.before == ':' && numbers[i - 1].value < 24 && number.value < 60 &&
        number.figures == 2)
      return true;
    const bool parted = number.before == '-' || number.before == '/' || number.before == '.';
    if (parted && i >= 2 && number.before == numbers[i - 1].before && is_short(numbers[i - 2]) &&
        has_day_and_month(&numbers[i - 2]))
      return true;
  }
  return false;
}

double middle(const SeenText& text) {
  return text.region.y + text.region.height / 2.0;
}

bool along_an_edge(const SeenText& text, double height) {
  return middle(text) <= kMargin * height || middle(text) >= (1 - kMargin) * height;
}

}  // namespace

std::vector<const SeenText*> burnt_in_date(const std::vector<SeenText>& texts,
                                           std::uint32_t height) {
  for (const SeenText& first : texts) {
    if (!along_an_edge(first, height)) continue;
    std::vector<const SeenText*> row;
    for (const SeenText& other : texts)
      if (std::abs(middle(other) - middle(first)) <= kSameRow * first.region.height &&
          signs_of(other.words))
        row.push_back(&other);
    std::sort(row.begin(), row.end(),
              [](const SeenText* a, const SeenText* b) { return a->region.x < b->region.x; });
    std::string signs;
    for (const SeenText* one : row) signs += *signs_of(one->words) + ' ';
    if (signs.size() <= kMostSigns + row.size() && is_date(numbers_of(signs))) return row;
  }
  return {};
}

}  // namespace photosieve
