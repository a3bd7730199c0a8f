// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_ai.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

constexpr const char* kCodes = "http://cv.iptc.org/newscodes/digitalsourcetype/";

TEST(MetadataAi, EveryMarkIsNamedWithWhereItStands) {
  MetadataTags tags;
  tags.xmp = {{"Xmp.iptcExt.DigitalSourceType", std::string(kCodes) + "trainedAlgorithmicMedia"},
              {"Xmp.iptcExt.AISystemUsed", "Some Model"},
              {"Xmp.photoshop.Credit", "Edited with Google AI"}};
  tags.iptc = {{"Iptc.Application2.Credit", "Made with Google AI"}};
  MetadataBlocks blocks;
  blocks.ai_text = "generator parameters";
  blocks.ai_text_where = "PNG text \"parameters\"";
  PhotoMetadata metadata;
  metadata.software = "Midjourney v7";
  fill_ai_marks(blocks, tags, {{AiKind::kEdited, "x", "C2PA action y"}}, metadata);
  EXPECT_EQ(metadata.digital_source_type, "trainedAlgorithmicMedia");
  EXPECT_EQ(metadata.ai_marks,
            (std::vector<AiMark>{
                {AiKind::kEdited, "x", "C2PA action y"},
                {AiKind::kGenerated, "trainedAlgorithmicMedia", "XMP DigitalSourceType"},
                {AiKind::kGenerated, "Some Model", "XMP AISystemUsed"},
                {AiKind::kEdited, "Edited with Google AI", "XMP Credit"},
                {AiKind::kGenerated, "Made with Google AI", "IPTC Credit"},
                {AiKind::kGenerated, "Midjourney v7", "Software"},
                {AiKind::kGenerated, "generator parameters", "PNG text \"parameters\""}}));
}

TEST(MetadataAi, ACamerasFileHasNone) {
  MetadataTags tags;
  tags.xmp = {{"Xmp.iptcExt.DigitalSourceType", std::string(kCodes) + "digitalCapture"}};
  PhotoMetadata metadata;
  metadata.software = "Adobe Lightroom 9";
  fill_ai_marks({}, tags, {}, metadata);
  EXPECT_TRUE(metadata.ai_marks.empty());
  EXPECT_EQ(metadata.digital_source_type, "digitalCapture");
}

}  // namespace
}  // namespace photosieve
