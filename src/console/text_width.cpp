// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/text_width.h"

#include <utf8proc.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"

namespace photosieve {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr char32_t kThaiSaraAm = 0x0E33;
constexpr char32_t kLaoAm = 0x0EB3;
constexpr char32_t kEmojiStyle = 0xFE0F;  // the variation selector
constexpr char32_t kJoiner = 0x200D;

utf8proc_int32_t code_of(const Utf8Step& step) {
  return step.valid ? static_cast<utf8proc_int32_t>(step.code) : 0xFFFD;
}

bool pictograph(char32_t code) {
  return utf8proc_get_property(static_cast<utf8proc_int32_t>(code))->boundclass ==
         UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

std::size_t code_columns(const Utf8Step& step) {
  // Vowels and final consonants of Korean stand in the syllable of the first one.
  const utf8proc_property_t* property = utf8proc_get_property(code_of(step));
  const auto kind = property->boundclass;
  if (kind == UTF8PROC_BOUNDCLASS_V || kind == UTF8PROC_BOUNDCLASS_T) return 0;
  // Terminals draw spacing marks (of Tamil, say) beside their letter, as wcwidth() has it.
  if (property->category == UTF8PROC_CATEGORY_MC) return 1;
  const int columns = utf8proc_charwidth(code_of(step));
  return columns > 0 ? static_cast<std::size_t>(columns) : 0;
}

}  // namespace

TextCluster next_cluster(std::string_view text) {
  Utf8Step step = next_code_point(text);
  const char32_t first = step.valid ? step.code : 0xFFFD;
  TextCluster cluster{step.bytes, step.valid ? code_columns(step) : 1};
  const bool joined_of_several = pictograph(first);
  bool emoji = joined_of_several && cluster.columns == 2;
  utf8proc_int32_t state = 0;
  utf8proc_int32_t before = code_of(step);
  while (cluster.bytes < text.size()) {
    step = next_code_point(text.substr(cluster.bytes));
    // SARA AM belongs to the cluster before it, and yet has a column: it is counted by itself.
    if (step.code == kThaiSaraAm || step.code == kLaoAm) break;
    if (utf8proc_grapheme_break_stateful(before, code_of(step), &state)) break;
    before = code_of(step);
    cluster.bytes += step.bytes;
    emoji = emoji || step.code == kEmojiStyle || (joined_of_several && step.code == kJoiner);
    if (!joined_of_several) cluster.columns += code_columns(step);
  }
  if (emoji) cluster.columns = 2;
  return cluster;
}

std::size_t text_columns(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const TextCluster cluster = next_cluster(text);
    columns += cluster.columns;
    text.remove_prefix(cluster.bytes);
  }
  return columns;
}

std::string elide_columns(std::string_view text, std::size_t columns) {
  if (text_columns(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::vector<TextCluster> all;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(all.back().bytes))
    all.push_back(next_cluster(rest));
  std::size_t room = columns - 1;
  std::size_t front = 0;
  std::size_t back = all.size();
  std::size_t front_bytes = 0;
  std::size_t back_bytes = 0;
  for (bool from_back = true; front < back; from_back = !from_back) {
    const TextCluster& next = all[from_back ? back - 1 : front];
    if (next.columns > room) break;
    room -= next.columns;
    (from_back ? back_bytes : front_bytes) += next.bytes;
    if (from_back)
      --back;
    else
      ++front;
  }
  std::string elided(text.substr(0, front_bytes));
  elided += kEllipsis;
  elided += text.substr(text.size() - back_bytes);
  return elided;
}

std::string padded_to(std::string_view text, std::size_t columns) {
  std::string padded(text);
  padded.append(columns - std::min(columns, text_columns(text)), ' ');
  return padded;
}

}  // namespace photosieve
