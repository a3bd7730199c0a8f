// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/text_scan.h"

#include <charconv>
#include <cmath>

namespace photosieve {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  text = trimmed(text);
  Number number{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::string_view> take_line(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

std::optional<std::string_view> take_word(std::string_view& rest) {
  const std::size_t begin = rest.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) {
    rest = {};
    return std::nullopt;
  }
  rest.remove_prefix(begin);
  const std::size_t end = rest.find_first_of(kSpace);
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(word.size());
  return word;
}

std::optional<std::uint64_t> take_number(std::string_view& rest) {
  const auto word = take_word(rest);
  if (!word) return std::nullopt;
  return whole_of(*word);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::optional<std::uint64_t> whole_of(std::string_view text) {
  return number_of<std::uint64_t>(text);
}

std::optional<std::int64_t> signed_of(std::string_view text) {
  return number_of<std::int64_t>(text);
}

std::optional<double> decimal_of(std::string_view text) {
  const auto number = number_of<double>(text);
  if (!number || !std::isfinite(*number)) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> number_after(std::string_view text, std::string_view key) {
  while (const auto line = take_line(text)) {
    if (line->substr(0, key.size()) != key) continue;
    std::string_view rest = line->substr(key.size());
    if (!key.empty() && key.back() != ':' && (rest.empty() || (rest[0] != ' ' && rest[0] != '\t')))
      continue;  // a longer key
    return take_number(rest);
  }
  return std::nullopt;
}

}  // namespace photosieve
