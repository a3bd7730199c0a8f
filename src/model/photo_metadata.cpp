// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/photo_metadata.h"

#include <array>

#include "base/utf8.h"
#include "model/name_table.h"

namespace photosieve {
namespace {

constexpr std::array<std::string_view, 5> kModels{"unknown", "rgb", "grey", "cmyk", "lab"};
constexpr std::array<std::string_view, 5> kSources{"none", "profile", "exif", "png_chunk",
                                                   "code_points"};
constexpr std::array<std::string_view, 2> kAiKinds{"generated", "edited"};
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool control(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

}  // namespace

std::string_view name(ColourModel model) {
  return kModels[static_cast<std::size_t>(model)];
}
std::optional<ColourModel> colour_model_from(std::string_view name) {
  return value_named<ColourModel>(kModels, name);
}
std::string_view name(ColourSource source) {
  return kSources[static_cast<std::size_t>(source)];
}
std::optional<ColourSource> colour_source_from(std::string_view name) {
  return value_named<ColourSource>(kSources, name);
}
std::string_view name(AiKind kind) {
  return kAiKinds[static_cast<std::size_t>(kind)];
}
std::optional<AiKind> ai_kind_from(std::string_view name) {
  return value_named<AiKind>(kAiKinds, name);
}

std::string metadata_text(std::string_view text, std::size_t longest) {
  std::string mended;
  bool blank = true;  // swallows blanks at the front
  while (!text.empty()) {
    const Utf8Step step = next_code_point(text);
    std::string_view piece = step.valid ? text.substr(0, step.bytes) : kReplacement;
    text.remove_prefix(step.bytes);
    if (step.valid && control(step.code)) piece = " ";
    if (blank && piece == " ") continue;
    if (mended.size() + piece.size() > longest) break;
    mended += piece;
    blank = mended.empty();
  }
  while (!mended.empty() && mended.back() == ' ') mended.pop_back();
  return mended;
}

}  // namespace photosieve
