// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_fields.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

using namespace std::string_literals;

PhotoMetadata filled(const MetadataTags& tags, bool iptc_is_newer = false) {
  PhotoMetadata metadata;
  fill_fields(tags, iptc_is_newer, metadata);
  return metadata;
}

TEST(MetadataFields, XmpIsBelievedBeforeIptcUnlessIptcWasChangedSince) {
  MetadataTags tags;
  tags.xmp = {{"Xmp.dc.title", "by XMP"}, {"Xmp.dc.subject", "x1"}, {"Xmp.dc.subject", "x2"}};
  tags.iptc = {{"Iptc.Application2.ObjectName", "by IPTC"}, {"Iptc.Application2.Keywords", "i1"}};
  EXPECT_EQ(filled(tags).title, "by XMP");
  EXPECT_EQ(filled(tags).title_source, "XMP");
  EXPECT_EQ(filled(tags).keywords, (std::vector<std::string>{"x1", "x2"}));
  EXPECT_EQ(filled(tags, true).title, "by IPTC");
  EXPECT_EQ(filled(tags, true).keywords, (std::vector<std::string>{"i1"}));
  tags.iptc.clear();
  EXPECT_EQ(filled(tags, true).title, "by XMP");
  tags.xmp[0].text = "  ";
  EXPECT_EQ(filled(tags).title, "");
}

TEST(MetadataFields, DescriptionCreatorAndCopyrightComeFromExifFirst) {
  MetadataTags tags;
  tags.exif = {{"Exif.Image.ImageDescription", "by Exif"}, {"Exif.Image.Artist", "Ann"}};
  tags.xmp = {{"Xmp.dc.description", "by XMP"}, {"Xmp.dc.creator", "Bo"}, {"Xmp.dc.rights", "(c)"}};
  EXPECT_EQ(filled(tags).description, "by Exif");
  EXPECT_EQ(filled(tags).creator, "Ann");
  EXPECT_EQ(filled(tags).copyright, "(c)");
  tags.exif[0].text = "OLYMPUS DIGITAL CAMERA         ";
  EXPECT_EQ(filled(tags).description, "by XMP");
  tags.exif.clear();
  EXPECT_EQ(filled(tags).creator, "Bo");
}

TEST(MetadataFields, WindowsTagsComeLast) {
  MetadataTags tags;
  tags.exif = {{"Exif.Image.XPTitle", "F\0o\0x\0\0\0"s},
               {"Exif.Image.XPKeywords", "a\0;\0b\0"s},
               {"Exif.Image.XPAuthor", "A\0n\0n\0"s}};
  EXPECT_EQ(filled(tags).title, "Fox");
  EXPECT_EQ(filled(tags).keywords, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(filled(tags).creator, "Ann");
  tags.xmp = {{"Xmp.dc.title", "by XMP"}};
  EXPECT_EQ(filled(tags).title, "by XMP");
}

TEST(MetadataFields, TimesAreLocalAndHaveAnOffsetOnlyWhereOneIsStated) {
  struct Case {
    MetadataTags tags;
    const char* local;
    const char* offset;
  };
  const Case cases[] = {
      {{.exif = {{"Exif.Photo.DateTimeOriginal", "2026:01:31 09:15:02"}}},
       "2026-01-31T09:15:02",
       ""},
      {{.exif = {{"Exif.Photo.DateTimeOriginal", "2026:01:31 09:15:02"},
                 {"Exif.Photo.OffsetTimeOriginal", "+07:00"}}},
       "2026-01-31T09:15:02",
       "+07:00"},
      {{.exif = {{"Exif.Photo.DateTimeOriginal", "0000:00:00 00:00:00"}},
        .xmp = {{"Xmp.photoshop.DateCreated", "2025-12-01T08:00:00.25Z"}}},
       "2025-12-01T08:00:00.25",
       "+00:00"},
      {{.exif = {{"Exif.Photo.DateTimeOriginal", "2026:01:31 09:15:02"},
                 {"Exif.Photo.SubSecTimeOriginal", "3712 "}}},
       "2026-01-31T09:15:02.371",
       ""},
      {{.exif = {{"Exif.Photo.DateTimeOriginal", "2026:01:31 09:15:02"},
                 {"Exif.Photo.SubSecTimeOriginal", "00"}}},
       "2026-01-31T09:15:02",
       ""},
      {{.iptc = {{"Iptc.Application2.DateCreated", "20240501"},
                 {"Iptc.Application2.TimeCreated", "102030-0530"}}},
       "2024-05-01T10:20:30",
       "-05:30"},
      {{.exif = {{"Exif.Photo.DateTimeDigitized", "2020:02:02 20:20"}}}, "2020-02-02T20:20:00", ""},
      {{.exif = {{"Exif.Photo.DateTimeOriginal", "yesterday, at noon"}}}, "", ""},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(filled(one.tags).taken_at, one.local);
    EXPECT_EQ(filled(one.tags).taken_offset, one.offset);
  }
}

TEST(MetadataFields, ALensIsNamedOrDescribed) {
  MetadataTags tags;
  tags.exif = {{"Exif.Photo.LensSpecification", "24/1 70/1 28/10 28/10"}};
  EXPECT_EQ(filled(tags).lens, "24-70 mm f/2.8");
  tags.exif[0].text = "50/1 50/1 0/0 0/0";
  EXPECT_EQ(filled(tags).lens, "50 mm");
  tags.exif.push_back({"Exif.Canon.LensModel", "EF50mm f/1.8"});
  EXPECT_EQ(filled(tags).lens, "EF50mm f/1.8");
  tags.exif.push_back({std::string(kMakerNoteLensName), "Canon EF 50mm f/1.8 II"});
  EXPECT_EQ(filled(tags).lens, "Canon EF 50mm f/1.8 II");
  tags.exif.push_back({"Exif.Photo.LensModel", "RF50"});
  EXPECT_EQ(filled(tags).lens, "RF50");
}

TEST(MetadataFields, WhatStandsInPlaceOfALensIsNone) {
  for (const char* text :
       {"n/a", "N/A", "----", "(65535)", "None", "Unknown (7)", "Manual lens", ""}) {
    MetadataTags tags;
    tags.exif = {{std::string(kMakerNoteLensName), text}};
    EXPECT_EQ(filled(tags).lens, "") << text;
    tags.exif = {{"Exif.Photo.LensModel", text}};
    EXPECT_EQ(filled(tags).lens, "") << text;
    tags.exif.push_back({"Exif.Photo.LensSpecification", "50/1 50/1 18/10 18/10"});
    EXPECT_EQ(filled(tags).lens, "50 mm f/1.8") << text;
  }
}

TEST(MetadataFields, KeywordsBeyondTheLimitAreCounted) {
  MetadataTags tags;
  for (int i = 0; i < 400; ++i) tags.xmp.push_back({"Xmp.dc.subject", std::to_string(i)});
  EXPECT_EQ(filled(tags).keywords.size(), kMostKeywords);
  EXPECT_EQ(filled(tags).keyword_count, 400U);
}

}  // namespace
}  // namespace photosieve
