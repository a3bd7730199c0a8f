// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/technical_words.h"

#include <gtest/gtest.h>

#include "model/name_list.h"

namespace photosieve {
namespace {

TEST(TechnicalWords, SettingsAndKindsOfFilesAreTechnicalAndThingsSeenAreNot) {
  for (const char* keyword :
       {"f/2.8", "F2.8", "50mm", "50 mm", "ISO 100", "iso400", "DSLR", "24MP", "Photography",
        "stock photo", "3D render", "zoom lens", "4K", "JPEG", "high resolution", "hi-res"})
    EXPECT_TRUE(is_technical(as_words(keyword))) << keyword;
  for (const char* keyword : {"camera", "lens", "photographer", "isolated", "mm", "fox", "f",
                              "4 foxes", "formula", "photo frame", ""})
    EXPECT_FALSE(is_technical(as_words(keyword))) << keyword;
}

}  // namespace
}  // namespace photosieve
