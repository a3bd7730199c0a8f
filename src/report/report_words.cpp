// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace photosieve {

std::string words(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

// "2026-01-31 09:15:02 UTC"
std::string time_text(const std::optional<WallMs>& time) {
  if (!time) return "–";
  std::string text = iso8601(*time).substr(0, 19);
  text[10] = ' ';
  return text + " UTC";
}

std::string share_text(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "–";
  const std::uint64_t hundredths = part * 10'000 / whole;  // never rounded up to all
  return fmt::format("{}.{:02} %", hundredths / 100, hundredths % 100);
}

std::string number_text(const std::optional<double>& value, const char* form) {
  return value ? fmt::format(fmt::runtime(form), *value) : std::string("–");
}

}  // namespace photosieve
