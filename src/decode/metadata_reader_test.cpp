// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_reader.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "decode/metadata_fields.h"
#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;

TEST(MetadataReader, ExifComesAsTextsByName) {
  MetadataTags tags;
  read_exif(
      make_exif({.image = {ascii_tag(0x010F, "Nikon"), short_tag(0x0112, 6),
                           bytes_tag(0x9C9B, 1, {'F', 0, 'o', 0, 'x', 0, 0, 0})},
                 .photo = {ascii_tag(0x9003, "2026:01:31 09:15:02"), ascii_tag(0xA431, "SN 12345")},
                 .gps = {ascii_tag(1, "N"), rationals_tag(2, {{13, 1}, {45, 1}, {0, 1}})},
                 .thumbnail = make_jpeg({.width = 16, .height = 16})}),
      tags);
  EXPECT_EQ(first_text(tags.exif, "Exif.Image.Make"), "Nikon");
  EXPECT_EQ(first_text(tags.exif, "Exif.Photo.DateTimeOriginal"), "2026:01:31 09:15:02");
  EXPECT_EQ(first_text(tags.exif, "Exif.Photo.BodySerialNumber"), "SN 12345");
  EXPECT_EQ(first_text(tags.exif, "Exif.GPSInfo.GPSLatitude"), "13/1 45/1 0/1");
  EXPECT_EQ(first_text(tags.exif, "Exif.Image.XPTitle"), "F\0o\0x\0\0\0"sv);
  EXPECT_TRUE(tags.has_thumbnail);
  EXPECT_EQ(tags.thumbnail, make_jpeg({.width = 16, .height = 16}));
  EXPECT_TRUE(tags.problems.empty());
}

// A MakerNote of Minolta's: one directory, its only tag the number of the lens.
Bytes minolta_with_lens(std::uint32_t number) {
  const Bytes note =
      joined({big(1, 2), big(0x010C, 2), big(4, 2), big(1, 4), big(number, 4), big(0, 4)});
  return make_exif(
      {.image = {ascii_tag(0x010F, "Minolta Co., Ltd.")}, .photo = {bytes_tag(0x927C, 7, note)}});
}

TEST(MetadataReader, AMakerNotesLensIsLookedUpByItsNumber) {
  const auto named = [](std::uint32_t number) {
    MetadataTags tags;
    read_exif(minolta_with_lens(number), tags);
    EXPECT_TRUE(tags.problems.empty());
    return std::string(first_text(tags.exif, kMakerNoteLensName));
  };
  EXPECT_EQ(named(2), "Minolta AF 28-70mm F2.8 G");
  EXPECT_EQ(named(5), "Minolta AF 35-70mm F3.5-4.5 [II]");
  EXPECT_EQ(named(4'000'000'000U), "(4000000000)");
  MetadataTags none;
  read_exif(make_exif({.image = {ascii_tag(0x010F, "Minolta Co., Ltd.")}}), none);
  EXPECT_EQ(first_text(none.exif, kMakerNoteLensName), "");
}

TEST(MetadataReader, ListsOfXmpKeepTheirOrderAndALanguageHasItsDefault) {
  MetadataTags tags;
  read_xmp(make_xmp(xmp_keywords({"fox", "snow", "fox"}) +
                    "<dc:title><rdf:Alt><rdf:li xml:lang='de'>Fuchs</rdf:li>"
                    "<rdf:li xml:lang='x-default'>Fox</rdf:li></rdf:Alt></dc:title>"),
           tags);
  std::vector<std::string> keywords;
  for (const MetadataTag& tag : tags.xmp)
    if (tag.key == "Xmp.dc.subject") keywords.push_back(tag.text);
  EXPECT_EQ(keywords, (std::vector<std::string>{"fox", "snow", "fox"}));
  EXPECT_EQ(first_text(tags.xmp, "Xmp.dc.title"), "Fox");
}

TEST(MetadataReader, IptcComesAsBytes) {
  MetadataTags tags;
  read_iptc(make_iptc({{2, 5, "caf\xE9"}, {2, 25, "one"}, {2, 25, "two"}, {2, 55, "20260131"}}),
            tags);
  EXPECT_EQ(first_text(tags.iptc, "Iptc.Application2.ObjectName"), "caf\xE9");
  EXPECT_EQ(first_text(tags.iptc, "Iptc.Application2.DateCreated"), "20260131");
  EXPECT_EQ(
      std::count_if(tags.iptc.begin(), tags.iptc.end(),
                    [](const MetadataTag& tag) { return tag.key == "Iptc.Application2.Keywords"; }),
      2);
  EXPECT_TRUE(tags.has_iptc);
}

TEST(MetadataReader, WhatIsBrokenIsASentenceAndNeverAnException) {
  const struct {
    const char* what;
    Bytes exif, iptc;
    std::string xmp;
  } cases[] = {
      {"no directory", bytes_of("MM\0\x2A\xFF\xFF\xFF\xFF"sv), {}, {}},
      {"no byte order", bytes_of("XX\0\x2A\0\0\0\x08"sv), {}, {}},
      {"lying length", {}, {0x1C, 2, 5, 0x7F, 0xFF, 'x'}, {}},
      {"no XML", {}, {}, "this is no packet"},
      {"open tag", {}, {}, "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf"},
  };
  for (const auto& one : cases) {
    MetadataTags tags;
    read_exif(one.exif, tags);
    read_iptc(one.iptc, tags);
    read_xmp(one.xmp, tags);
    EXPECT_LE(tags.problems.size(), 1U) << one.what;
    EXPECT_TRUE(tags.exif.empty() && tags.xmp.empty()) << one.what;
  }
}

TEST(MetadataReader, ADirectoryThatPointsAtItselfEnds) {
  Bytes loop = make_exif({.image = {ascii_tag(0x010F, "Nikon"), long_tag(0x8769, 8)}});
  MetadataTags tags;
  read_exif(loop, tags);
  Bytes next = make_exif({.image = {ascii_tag(0x010F, "Nikon")}});
  next[8 + 2 + 12 + 3] = 8;  // the next directory is this one
  read_exif(next, tags);
  EXPECT_EQ(first_text(tags.exif, "Exif.Image.Make"), "Nikon");
}

TEST(MetadataReader, EveryCutAndEveryChangedByteEnds) {
  const Bytes exif = make_exif({.image = {ascii_tag(0x010F, "Nikon")},
                                .photo = {ascii_tag(0x9003, "2026:01:31 09:15:02")},
                                .gps = {rationals_tag(2, {{13, 1}, {45, 1}, {0, 1}})}});
  for (std::size_t at = 0; at < exif.size(); ++at) {
    MetadataTags tags;
    read_exif({exif.data(), at}, tags);
    Bytes changed = exif;
    changed[at] ^= 0xFF;
    read_exif(changed, tags);
  }
}

}  // namespace
}  // namespace photosieve
