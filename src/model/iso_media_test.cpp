// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/iso_media.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace photosieve {
namespace {

IsoMediaKind kind_of(const std::string& brands) {
  std::string file(1, '\0');
  file += std::string("\0\0", 2);
  file += static_cast<char>(12 + brands.size());
  file += "ftyp" + brands.substr(0, 4) + std::string(4, '\0');
  if (brands.size() > 4) file += brands.substr(4);
  file[3] = static_cast<char>(file.size());
  file += "    meta";
  const std::vector<std::uint8_t> bytes(file.begin(), file.end());
  return iso_media_kind(bytes);
}

TEST(IsoMedia, IsToldByItsBrands) {
  struct Case {
    const char* brands;
    IsoMediaKind kind;
  };
  for (const Case& c :
       {Case{"heic", IsoMediaKind::kHeif}, Case{"heicmif1heic", IsoMediaKind::kHeif},
        Case{"mif1heic", IsoMediaKind::kHeif}, Case{"mif1", IsoMediaKind::kHeif},
        Case{"heix", IsoMediaKind::kHeif}, Case{"avif", IsoMediaKind::kAvif},
        Case{"avifavifmif1miafMA1B", IsoMediaKind::kAvif}, Case{"mif1avif", IsoMediaKind::kAvif},
        Case{"mif1avifheic", IsoMediaKind::kHeif}, Case{"avisavifmsf1", IsoMediaKind::kAvif},
        Case{"msf1mif1heichevc", IsoMediaKind::kHeif}, Case{"hevcmsf1hevc", IsoMediaKind::kVideo},
        Case{"avis", IsoMediaKind::kVideo}, Case{"msf1", IsoMediaKind::kVideo},
        Case{"crx isom", IsoMediaKind::kCameraRaw}, Case{"isommif1", IsoMediaKind::kVideo},
        Case{"qt  ", IsoMediaKind::kVideo}, Case{"mp42isom", IsoMediaKind::kVideo}})
    EXPECT_EQ(kind_of(c.brands), c.kind) << c.brands;
}

TEST(IsoMedia, BrandsBehindTheFirstBoxDoNotCount) {
  std::vector<std::uint8_t> file{0,   0,   0, 16, 'f', 't', 'y', 'p', 'm', 's',
                                 'f', '1', 0, 0,  0,   0,   'm', 'i', 'f', '1'};
  EXPECT_EQ(iso_media_kind(file), IsoMediaKind::kVideo);
  file[3] = 20;
  EXPECT_EQ(iso_media_kind(file), IsoMediaKind::kHeif);
}

TEST(IsoMedia, ShortHeadsAreNothing) {
  const std::vector<std::uint8_t> file{0, 0, 0, 16, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c'};
  for (std::size_t size = 0; size < file.size(); ++size)
    EXPECT_EQ(iso_media_kind(std::span(file).first(size)), IsoMediaKind::kNone) << size;
  EXPECT_EQ(iso_media_kind(file), IsoMediaKind::kHeif);
}

}  // namespace
}  // namespace photosieve
