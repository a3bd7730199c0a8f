// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/photo_metadata.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(PhotoMetadata, TextsAreMendedTrimmedAndCutAtACharactersEnd) {
  struct Case {
    std::string_view given;
    std::size_t longest;
    const char* kept;
  };
  using namespace std::string_view_literals;
  const Case cases[] = {
      {"A red fox", 100, "A red fox"},
      {"  A red fox\0\0 \n"sv, 100, "A red fox"},
      {"two\r\nlines\tand a tab", 100, "two  lines and a tab"},
      {"caf\xC3\xA9", 100, "caf\xC3\xA9"},
      {"caf\xC3\xA9", 4, "caf"},
      {"caf\xE9!", 100, "caf\xEF\xBF\xBD!"},
      {"\xE2\x80\xA8x", 100, "x"},
      {"one two", 4, "one"},
      {"", 100, ""},
  };
  for (const Case& one : cases) EXPECT_EQ(metadata_text(one.given, one.longest), one.kept);
}

TEST(PhotoMetadata, NamesGoThereAndBack) {
  for (const ColourModel model : {ColourModel::kUnknown, ColourModel::kRgb, ColourModel::kLab})
    EXPECT_EQ(colour_model_from(name(model)), model);
  for (const ColourSource source : {ColourSource::kNone, ColourSource::kCodePoints})
    EXPECT_EQ(colour_source_from(name(source)), source);
  for (const AiKind kind : {AiKind::kGenerated, AiKind::kEdited})
    EXPECT_EQ(ai_kind_from(name(kind)), kind);
  EXPECT_FALSE(colour_model_from("rgbx"));
  EXPECT_FALSE(ai_kind_from(""));
}

}  // namespace
}  // namespace photosieve
