// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/cursor.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <span>

#include "base/hash.h"
#include "net/encoding.h"
#include "serve/call.h"

namespace photosieve {
namespace {

constexpr char kBetween = '\x1f';  // ASCII's unit separator
constexpr std::size_t kLongestCursor = 1024;
constexpr std::size_t kCheckLetters = 16;

std::string check_of(std::string_view list, std::string_view body) {
  std::string all(list);
  all.push_back('\0');
  all += body;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(all.data());
  return to_hex(xxh3(std::span(bytes, all.size()))).substr(0, kCheckLetters);
}

// base64's letters that mean something in a URL, exchanged (RFC 4648, section 5).
std::string to_url_letters(std::string text) {
  while (!text.empty() && text.back() == '=') text.pop_back();
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::string from_url_letters(std::string text) {
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  return text;
}

}  // namespace

std::string list_of(const Call& call) {
  auto values = call.query().values();
  std::sort(values.begin(), values.end());
  std::string list = call.request().path;
  for (const auto& [name, value] : values) {
    if (name == "cursor" || name == "limit") continue;
    list += kBetween;
    list += name;
    list += '=';
    list += value;
  }
  return list;
}

std::string make_cursor(std::string_view list, const std::vector<std::string>& parts) {
  std::string body;
  for (const std::string& part : parts) {
    body += kBetween;
    body += part;
  }
  return to_url_letters(net::base64_encode(check_of(list, body) + body));
}

Served<std::vector<std::string>> read_cursor(std::string_view list, std::string_view cursor,
                                             std::size_t count) {
  const auto wrong = [] {
    return invalid(
        "The cursor does not belong to this list with these filters and order; leave it "
        "out to begin with the first page.");
  };
  if (cursor.size() > kLongestCursor) return wrong();
  const auto text = net::base64_decode(from_url_letters(std::string(cursor)));
  if (!text || text->size() < kCheckLetters) return wrong();
  const std::string_view body = std::string_view(*text).substr(kCheckLetters);
  if (check_of(list, body) != text->substr(0, kCheckLetters)) return wrong();
  std::vector<std::string> parts;
  for (const char letter : body) {
    if (letter == kBetween)
      parts.emplace_back();
    else if (parts.empty())
      return wrong();
    else
      parts.back().push_back(letter);
  }
  if (parts.size() != count) return wrong();
  return parts;
}

std::string exact_text(double value) {
  return std::to_string(std::bit_cast<std::uint64_t>(value));
}

bool exact_number(const std::string& text, double& value) {
  std::uint64_t bits = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc{} || end != text.data() + text.size()) return false;
  value = std::bit_cast<double>(bits);
  return std::isfinite(value);
}

}  // namespace photosieve
