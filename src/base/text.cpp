// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/utf8.h"

namespace photosieve {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

// What moves or turns the text around it: embeddings, overrides and isolates of direction (by which
// "gpj.exe" reads "exe.jpg"), and Unicode's own line and paragraph separators.
bool is_disturbing(char32_t code) {
  return is_control(code) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

std::string cleaned(std::string_view bytes, bool controls_too) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const Utf8Step step = next_code_point(bytes);
    if (!step.valid || (controls_too && is_disturbing(step.code)))
      text += kReplacement;
    else
      text += bytes.substr(0, step.bytes);
    bytes.remove_prefix(step.bytes);
  }
  return text;
}

// A base character with the marks that follow it: what must not be parted.
struct Cluster {
  std::string_view bytes;
  std::size_t columns;
};

std::vector<Cluster> clusters(std::string_view text) {
  std::vector<Cluster> all;
  bool joins = false;  // after a zero-width joiner the next character belongs here too
  while (!text.empty()) {
    const Utf8Step step = next_code_point(text);
    const std::string_view bytes = text.substr(0, step.bytes);
    const std::size_t columns = step.valid ? code_point_columns(step.code) : 1;
    const bool marks = columns == 0 && step.valid && !is_control(step.code);
    if (!all.empty() && (marks || joins))
      all.back().bytes = {all.back().bytes.data(), all.back().bytes.size() + bytes.size()};
    else
      all.push_back({bytes, columns});
    joins = step.valid && step.code == 0x200D;
    text.remove_prefix(step.bytes);
  }
  return all;
}

// Keeps clusters from both ends as long as `size_of` them fits beside the ellipsis.
template <class SizeOf>
std::string elided(std::string_view text, std::size_t most, std::size_t ellipsis, SizeOf size_of) {
  const std::vector<Cluster> all = clusters(text);
  std::size_t whole = 0;
  for (const Cluster& cluster : all) whole += size_of(cluster);
  if (whole <= most) return std::string(text);
  if (most < ellipsis) return {};
  std::size_t room = most - ellipsis;
  std::size_t front = 0;
  std::size_t back = all.size();
  // The end of a name (number, extension) tells more than its beginning: it gets the odd column.
  bool from_back = true;
  while (front < back) {
    const std::size_t size = size_of(from_back ? all[back - 1] : all[front]);
    if (size > room) break;
    room -= size;
    if (from_back)
      --back;
    else
      ++front;
    from_back = !from_back;
  }
  std::string result;
  for (std::size_t i = 0; i < front; ++i) result += all[i].bytes;
  result += kEllipsis;
  for (std::size_t i = back; i < all.size(); ++i) result += all[i].bytes;
  return result;
}

}  // namespace

bool valid_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const Utf8Step step = next_code_point(bytes);
    if (!step.valid) return false;
    bytes.remove_prefix(step.bytes);
  }
  return true;
}

std::string to_valid_utf8(std::string_view bytes) {
  return cleaned(bytes, false);
}
std::string printable(std::string_view bytes) {
  return cleaned(bytes, true);
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (const Cluster& cluster : clusters(text)) columns += cluster.columns;
  return columns;
}

std::string elide_middle(std::string_view text, std::size_t columns) {
  return elided(text, columns, 1, [](const Cluster& cluster) { return cluster.columns; });
}

std::string elide_middle_bytes(std::string_view text, std::size_t bytes) {
  return elided(text, bytes, kEllipsis.size(),
                [](const Cluster& cluster) { return cluster.bytes.size(); });
}

std::string human_duration(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return "unknown";
  const auto whole = static_cast<std::uint64_t>(std::llround(std::min(seconds, 1e15)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  if (whole < 86400) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
  return fmt::format("{} d {:02} h", whole / 86400, whole / 3600 % 24);
}

std::string human_count(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string human_bytes(std::uint64_t bytes) {
  constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB", "PB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 1023.95 && unit + 1 < std::size(kUnits)) {
    value /= 1024;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", value, kUnits[unit]);
}

std::string nearest_name(std::string_view word, std::span<const std::string_view> candidates) {
  // Damerau-Levenshtein with adjacent transpositions (optimal string alignment).
  const auto distance = [](std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      for (std::size_t j = 1; j <= b.size(); ++j) {
        const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
        d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    return d[a.size()][b.size()];
  };
  constexpr std::size_t kLongestWord = 200;  // nobody mistypes more than that
  if (word.size() > kLongestWord) return {};
  std::size_t best = word.size() / 2 + 1;
  std::string nearest;
  for (const std::string_view candidate : candidates) {
    const std::size_t now = distance(word, candidate);
    if (now >= best) continue;
    best = now;
    nearest = candidate;
  }
  return nearest;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t k) {
      return k < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[k]))
                              : 0U;
    };
    const std::uint32_t group = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    text += kAlphabet[group >> 18];
    text += kAlphabet[group >> 12 & 63];
    text += i + 1 < bytes.size() ? kAlphabet[group >> 6 & 63] : '=';
    text += i + 2 < bytes.size() ? kAlphabet[group & 63] : '=';
  }
  return text;
}

}  // namespace photosieve
