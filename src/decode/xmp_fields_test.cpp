// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/xmp_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "decode/metadata_reader.h"
#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;
using testing::ElementsAre;
using Texts = std::vector<std::string>;

Texts texts_of(const std::vector<MetadataTag>& tags, std::string_view key) {
  Texts texts;
  for (const MetadataTag& tag : tags)
    if (tag.key == key) texts.push_back(tag.text);
  return texts;
}

TEST(XmpFields, APropertyIsReadInEachOfItsForms) {
  const struct {
    const char* what;
    std::string properties;
    const char* key;
    Texts texts;
  } cases[] = {
      {"a text", "<photoshop:Credit>Ann</photoshop:Credit>", "Xmp.photoshop.Credit", {"Ann"}},
      {"a text with entities of XML and a section of its own",
       "<photoshop:Credit>A &amp; <![CDATA[<B>]]></photoshop:Credit>",
       "Xmp.photoshop.Credit",
       {"A & <B>"}},
      {"a list", xmp_keywords({"fox", "snow", "fox"}), "Xmp.dc.subject", {"fox", "snow", "fox"}},
      {"a list without a list", "<dc:subject>fox</dc:subject>", "Xmp.dc.subject", {"fox"}},
      {"an empty list", xmp_keywords({}), "Xmp.dc.subject", {}},
      {"a sequence",
       "<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li></rdf:Seq></dc:creator>",
       "Xmp.dc.creator",
       {"Ann"}},
      {"the usual one of several languages",
       "<dc:title><rdf:Alt><rdf:li xml:lang='de'>Fuchs</rdf:li>"
       "<rdf:li xml:lang='x-default'>Fox</rdf:li></rdf:Alt></dc:title>",
       "Xmp.dc.title",
       {"Fox"}},
      {"the first of several languages where none is the usual one",
       "<dc:title><rdf:Alt><rdf:li xml:lang='de'>Fuchs</rdf:li>"
       "<rdf:li xml:lang='fr'>Renard</rdf:li></rdf:Alt></dc:title>",
       "Xmp.dc.title",
       {"Fuchs"}},
      {"a reference",
       "<Iptc4xmpExt:DigitalSourceType rdf:resource='http://cv.iptc.org/x/digitalCapture'/>",
       "Xmp.iptcExt.DigitalSourceType",
       {"http://cv.iptc.org/x/digitalCapture"}},
      {"a value with a qualifier, as a resource",
       "<photoshop:Credit rdf:parseType='Resource'><rdf:value>Ann</rdf:value>"
       "<xmpNote:Why>so</xmpNote:Why></photoshop:Credit>",
       "Xmp.photoshop.Credit",
       {"Ann"}},
      {"a value with a qualifier, as a description",
       "<photoshop:Credit><rdf:Description><rdf:value>Ann</rdf:value><xmpNote:Why>so</xmpNote:Why>"
       "</rdf:Description></photoshop:Credit>",
       "Xmp.photoshop.Credit",
       {"Ann"}},
      {"items with qualifiers",
       "<dc:subject><rdf:Bag><rdf:li rdf:parseType='Resource'><rdf:value>fox</rdf:value>"
       "<xmpNote:Why>so</xmpNote:Why></rdf:li><rdf:li>snow</rdf:li></rdf:Bag></dc:subject>",
       "Xmp.dc.subject",
       {"fox", "snow"}},
      {"of a property that is named twice, the first",
       xmp_keywords({"fox"}) + xmp_keywords({"bear"}),
       "Xmp.dc.subject",
       {"fox"}},
      {"of a property that is named twice, the one that says something",
       xmp_keywords({}) + "<dc:subject> </dc:subject>" + xmp_keywords({"bear"}),
       "Xmp.dc.subject",
       {"bear"}},
      {"what nobody asks for", "<dc:format>image/jpeg</dc:format>", "Xmp.dc.format", {}},
      {"a property within another is not the packet's own",
       "<xmp:Thing rdf:parseType='Resource'><dc:title>no</dc:title></xmp:Thing>",
       "Xmp.dc.title",
       {}},
  };
  for (const auto& one : cases) {
    const XmpFields fields = read_xmp_fields(make_xmp(one.properties));
    EXPECT_TRUE(fields.found) << one.what;
    EXPECT_EQ(texts_of(fields.tags, one.key), one.texts) << one.what;
  }
}

TEST(XmpFields, AttributesAreProperties) {
  const std::string packet =
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
      "<rdf:Description xmlns:t='http://ns.adobe.com/tiff/1.0/' t:Make='Nikon' t:Model='Z 8'"
      " rdf:about='' t:Orientation='1'><t:Orientation>1</t:Orientation></rdf:Description>"
      "<rdf:Description xmlns:a='http://ns.adobe.com/exif/1.0/aux/' a:Lens='50 mm'/></rdf:RDF>";
  const XmpFields fields = read_xmp_fields(packet);
  EXPECT_THAT(texts_of(fields.tags, "Xmp.tiff.Make"), ElementsAre("Nikon"));
  EXPECT_THAT(texts_of(fields.tags, "Xmp.tiff.Model"), ElementsAre("Z 8"));
  EXPECT_THAT(texts_of(fields.tags, "Xmp.aux.Lens"), ElementsAre("50 mm"));
  EXPECT_THAT(fields.twice, ElementsAre("tiff:Orientation"));
}

TEST(XmpFields, NamesOfPeopleAreFoundInTheRegionsTheyLieIn) {
  const XmpFields fields = read_xmp_fields(
      make_xmp("<r:Regions xmlns:r='http://www.metadataworkinggroup.com/schemas/regions/'"
               " rdf:parseType='Resource'><r:RegionList><rdf:Bag>"
               "<rdf:li rdf:parseType='Resource'><r:Name>Ann</r:Name><r:Type>Face</r:Type></rdf:li>"
               "<rdf:li><rdf:Description r:Name='Ben' r:Type='Face'/></rdf:li>"
               "</rdf:Bag></r:RegionList></r:Regions>"));
  EXPECT_THAT(texts_of(fields.tags, "Xmp.mwg-rs.Regions/mwg-rs:RegionList/mwg-rs:Name"),
              ElementsAre("Ann", "Ben"));
  EXPECT_TRUE(fields.twice.empty());
}

TEST(XmpFields, WhatIsNoDescriptionOrEndsTooEarlyIsNoError) {
  EXPECT_FALSE(read_xmp_fields("").found);
  EXPECT_FALSE(read_xmp_fields("<a><b/></a>").found);
  EXPECT_FALSE(read_xmp_fields("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").found);
  const std::string whole = make_xmp(xmp_title("Fox") + xmp_keywords({"a", "b"}));
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_LE(read_xmp_fields(whole.substr(0, size)).tags.size(), 3U);
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<a>";
  EXPECT_FALSE(read_xmp_fields(deep).found);
}

TEST(XmpFields, TheyAreWhatTheToolkitReads) {
  const std::string packet = make_xmp(
      xmp_title("Fox") + xmp_keywords({"a", "b"}) +
      "<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Ben</rdf:li></rdf:Seq></dc:creator>"
      "<xmp:CreatorTool>Darkroom</xmp:CreatorTool><exif:GPSLatitude>13,45.5N</exif:GPSLatitude>");
  MetadataTags tags;
  read_xmp(packet, tags);
  EXPECT_TRUE(tags.problems.empty());
  const XmpFields fields = read_xmp_fields(packet);
  ASSERT_EQ(fields.tags.size(), tags.xmp.size());
  for (const MetadataTag& tag : tags.xmp)
    EXPECT_EQ(texts_of(fields.tags, tag.key), texts_of(tags.xmp, tag.key)) << tag.key;
}

TEST(XmpFields, APacketThatTheToolkitRefusesLosesNothingAndSaysWhy) {
  MetadataTags tags;
  read_xmp(make_xmp(xmp_title("Fox") + xmp_keywords({"fox", "snow"}) +
                    "<xmp:CreatorTool>digiKam</xmp:CreatorTool>"
                    "<xmp:CreatorTool>digiKam</xmp:CreatorTool>"),
           tags);
  EXPECT_THAT(texts_of(tags.xmp, "Xmp.dc.title"), ElementsAre("Fox"));
  EXPECT_THAT(texts_of(tags.xmp, "Xmp.dc.subject"), ElementsAre("fox", "snow"));
  EXPECT_THAT(texts_of(tags.xmp, "Xmp.xmp.CreatorTool"), ElementsAre("digiKam"));
  ASSERT_EQ(tags.problems.size(), 1U);
  EXPECT_THAT(tags.problems[0], testing::HasSubstr("twice (xmp:CreatorTool)"));
}

}  // namespace
}  // namespace photosieve
