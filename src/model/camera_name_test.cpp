// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/camera_name.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(CameraName, IsMakerAndModelAsPeopleSayThem) {
  const struct {
    const char *make, *model, *name;
  } cases[] = {
      {"NIKON CORPORATION", "NIKON D850", "NIKON D850"},
      {"Nikon", "NIKON Z 8", "NIKON Z 8"},
      {"Canon", "Canon EOS 70D", "Canon EOS 70D"},
      {"SONY", "ILCE-7M4", "SONY ILCE-7M4"},
      {"OLYMPUS IMAGING CORP.", "E-M1", "OLYMPUS E-M1"},
      {"OLYMPUS OPTICAL CO.,LTD", "C960Z,D460Z", "OLYMPUS C960Z,D460Z"},
      {"PENTAX Corporation", "PENTAX K10D", "PENTAX K10D"},
      {"KONICA MINOLTA", "DYNAX 5D", "KONICA MINOLTA DYNAX 5D"},
      {"EASTMAN KODAK COMPANY", "KODAK Z740", "KODAK Z740"},
      {"Leica Camera AG", "LEICA Q2", "LEICA Q2"},
      {"Apple", "iPhone 15 Pro", "Apple iPhone 15 Pro"},
      {"DJI", "FC3582", "DJI FC3582"},
      {"Digital", "", "Digital"},
      {"SONY", "", "SONY"},
      {"", "E-M1", "E-M1"},
      {"", "", ""},
  };
  for (const auto& one : cases) EXPECT_EQ(camera_name(one.make, one.model), one.name) << one.make;
}

}  // namespace
}  // namespace photosieve
