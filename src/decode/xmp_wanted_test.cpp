// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/xmp_wanted.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(XmpWanted, WhatSomebodyAsksForIsKeptAndNothingElse) {
  const struct {
    const char* key;
    bool wanted;
  } cases[] = {
      {"Xmp.dc.title", true},
      {"Xmp.xmp.CreatorTool", true},
      {"Xmp.aux.Lens", true},
      {"Xmp.dc.titles", false},
      {"Xmp.tiff.Orientation", false},
      {"Xmp.crs.Exposure2012", false},
      {"Xmp.iptcExt.DigitalSourceType", true},
      {"Xmp.Iptc4xmpExt.DigitalSourceType", true},  // under a prefix of the file's own
      {"Xmp.mwg-rs.Regions/mwg-rs:RegionList[1]/mwg-rs:Name", true},
      {"Xmp.MP.RegionInfo/MPRI:Regions[1]/MPReg:PersonDisplayName", true},
      {"Xmp.mwg-rs.Regions/mwg-rs:RegionList[1]/mwg-rs:Type", false},
      {"", false},
  };
  for (const auto& one : cases) EXPECT_EQ(wanted_xmp(one.key), one.wanted) << one.key;
}

}  // namespace
}  // namespace photosieve
