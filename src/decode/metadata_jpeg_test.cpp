// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_jpeg.h"

#include <gtest/gtest.h>

#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;

TEST(MetadataJpeg, FindsEachBlockInItsSegment) {
  const Bytes exif = exif_block(6);
  const Bytes iptc = make_iptc({{2, 5, "A fox"}});
  const Bytes digest(16, 7);
  const Bytes file = with_segments(
      make_jpeg({}), {exif_segment(exif), xmp_segment("<x/>"),
                      iptc_segment(joined({resource(0x0404, iptc), resource(0x0425, digest)})),
                      icc_segment({1, 2}, 1, 2), icc_segment({3}, 2, 2),
                      jumbf_segment(make_c2pa("c2pa.created", "digitalCapture"))});
  const MetadataBlocks blocks = find_metadata(file);
  EXPECT_EQ(Bytes(blocks.exif.begin(), blocks.exif.end()), exif);
  EXPECT_EQ(blocks.xmp, "<x/>");
  EXPECT_EQ(blocks.iptc, iptc);
  EXPECT_EQ(blocks.iptc_digest->at(0), 7);
  EXPECT_EQ(blocks.icc, (Bytes{1, 2, 3}));
  EXPECT_EQ(blocks.c2pa_where, "JPEG APP11");
  EXPECT_EQ(blocks.c2pa, make_c2pa("c2pa.created", "digitalCapture"));
  EXPECT_EQ(blocks.model, ColourModel::kRgb);
  EXPECT_TRUE(blocks.problems.empty());
}

TEST(MetadataJpeg, ChannelsTellTheColourModel) {
  EXPECT_EQ(find_metadata(make_jpeg({.channels = 1})).model, ColourModel::kGrey);
  EXPECT_EQ(find_metadata(make_jpeg({.channels = 4, .stored = JCS_CMYK})).model,
            ColourModel::kCmyk);
}

TEST(MetadataJpeg, AnXmpExtensionIsPutTogetherFromPiecesInAnyOrder) {
  const std::string guid(32, 'A');
  const auto piece = [&](std::uint32_t whole, std::uint32_t offset, std::string_view text) {
    return segment(0xE1, joined({bytes_of("http://ns.adobe.com/xmp/extension/\0"sv), bytes_of(guid),
                                 big(whole, 4), big(offset, 4), bytes_of(text)}));
  };
  const Bytes main = xmp_segment("<x guid='" + guid + "'/>");
  const Bytes jpeg = make_jpeg({});
  EXPECT_EQ(find_metadata(with_segments(jpeg, {main, piece(6, 3, "def"), piece(6, 0, "abc")}))
                .xmp_extension,
            "abcdef");
  const MetadataBlocks missing = find_metadata(with_segments(jpeg, {main, piece(6, 0, "abc")}));
  EXPECT_TRUE(missing.xmp_extension.empty());
  EXPECT_EQ(missing.problems.size(), 1U);
  const MetadataBlocks absurd =
      find_metadata(with_segments(jpeg, {main, piece(0xFFFFFFFF, 0xFFFFFFF0, "abc")}));
  EXPECT_TRUE(absurd.xmp_extension.empty());
  EXPECT_EQ(absurd.problems.size(), 1U);
}

TEST(MetadataJpeg, AProfileWithAPieceMissingIsBrokenAndNotABitOfOne) {
  const Bytes jpeg = make_jpeg({});
  EXPECT_LE(find_metadata(with_segments(jpeg, {icc_segment(Bytes(200), 1, 2)})).icc.size(), 4U);
  EXPECT_LE(
      find_metadata(with_segments(jpeg, {icc_segment(Bytes(9), 2, 2), icc_segment(Bytes(9), 1, 2)}))
          .icc.size(),
      4U);
}

TEST(MetadataJpeg, AJumbfBoxInTwoSegmentsIsOne) {
  const Bytes whole = make_c2pa("c2pa.created", "digitalCapture");
  const auto middle = whole.begin() + 100;
  const Bytes head(whole.begin(), whole.begin() + 8);
  const Bytes rest(middle, whole.end());
  const Bytes file = with_segments(make_jpeg({}), {jumbf_segment({whole.begin(), middle}),
                                                   jumbf_segment(joined({head, rest}), 2)});
  EXPECT_EQ(find_metadata(file).c2pa, whole);
}

TEST(MetadataJpeg, EveryCutEndsWithoutHarm) {
  const Bytes file = with_segments(
      make_jpeg({}), {exif_segment(exif_block(6)), xmp_segment("<x/>"),
                      iptc_segment(resource(0x0404, make_iptc({{2, 5, "A fox"}}))),
                      icc_segment(Bytes(40)), jumbf_segment(make_c2pa("c2pa.edited", "x"))});
  for (std::size_t size = 0; size < 600; ++size)
    (void)find_metadata({file.data(), std::min(size, file.size())});
  // 60 MB of segments that repeat: the first counts, and the walk ends.
  Bytes many(file.begin(), file.begin() + 2);
  const Bytes one = exif_segment(Bytes(65000, 1));
  while (many.size() < (std::size_t{60} << 20)) append(many, one);
  EXPECT_EQ(find_metadata(many).exif.size(), 65000U);
}

}  // namespace
}  // namespace photosieve
