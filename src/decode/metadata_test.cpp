// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata.h"

#include <gtest/gtest.h>

#include "decode/decoder.h"
#include "decode/icc.h"
#include "decode/test_icc.h"
#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;

PhotoMetadata read(const Bytes& file) {
  return read_metadata(file, decode(file));
}

TEST(Metadata, AJpegsBlocksComeTogether) {
  const Bytes jpeg = make_jpeg({});
  const Bytes exif = make_exif({.image = {ascii_tag(0x010F, "Nikon"), short_tag(0x0112, 6)},
                                .photo = {ascii_tag(0x9003, "2026:01:31 09:15:02")},
                                .thumbnail = make_jpeg({.width = 80, .height = 60})});
  const PhotoMetadata metadata = read(with_segments(
      jpeg, {exif_segment(exif),
             xmp_segment(make_xmp(xmp_title("A fox in the snow") + xmp_keywords({"fox", "snow"}))),
             icc_segment(make_icc({.name = "sRGB test"})),
             jumbf_segment(make_c2pa("c2pa.edited", "compositeWithTrainedAlgorithmicMedia"))}));
  EXPECT_EQ(metadata.title, "A fox in the snow");
  EXPECT_EQ(metadata.keyword_count, 2U);
  EXPECT_EQ(metadata.camera_make, "Nikon");
  EXPECT_EQ(metadata.orientation, 6);
  EXPECT_EQ(metadata.colour.space, "sRGB");
  EXPECT_EQ(metadata.colour.profile_name, "sRGB test");
  EXPECT_TRUE(metadata.c2pa.present);
  ASSERT_EQ(metadata.ai_marks.size(), 1U);
  EXPECT_EQ(metadata.ai_marks[0].kind, AiKind::kEdited);
  EXPECT_TRUE(metadata.thumbnail.present);
  EXPECT_EQ(metadata.thumbnail.width, 80U);
  EXPECT_TRUE(metadata.problems.empty()) << metadata.problems[0];
}

TEST(Metadata, IptcIsTakenWhenItsDigestShowsALaterChange) {
  const Bytes iptc = make_iptc({{2, 5, "by IPTC"}});
  const auto title = [&](const Bytes& digest) {
    return read(with_segments(
                    make_jpeg({}),
                    {xmp_segment(make_xmp(xmp_title("by XMP"))),
                     iptc_segment(joined({resource(0x0404, iptc), resource(0x0425, digest)}))}))
        .title;
  };
  const auto same = md5(iptc);
  EXPECT_EQ(title({same.begin(), same.end()}), "by XMP");
  EXPECT_EQ(title(Bytes(16, 1)), "by IPTC");
}

TEST(Metadata, AFileWithoutPixelsAndAFileWithoutAnythingAreRead) {
  const Bytes cut = with_segments({0xFF, 0xD8}, {xmp_segment(make_xmp(xmp_title("A fox")))});
  EXPECT_EQ(read(cut).title, "A fox");
  EXPECT_EQ(read({}), PhotoMetadata{});
  EXPECT_EQ(read(bytes_of("a text file")), PhotoMetadata{});
}

TEST(Metadata, ASecondPageOfATiffIsNoThumbnail) {
  const Bytes two = make_exif(
      {.image = {ascii_tag(0x010F, "Nikon")}, .thumbnail = make_jpeg({.width = 16, .height = 16})});
  DecodedPhoto photo;
  photo.format = Format::kTiff;
  EXPECT_TRUE(read_metadata(two, photo).thumbnail.present);
  photo.pictures = 2;
  EXPECT_FALSE(read_metadata(two, photo).thumbnail.present);
}

TEST(Metadata, BrokenBlocksAreSaid) {
  const PhotoMetadata metadata =
      read(with_segments(make_jpeg({}), {exif_segment(bytes_of("this is no block")),
                                         xmp_segment("nor is this"), icc_segment(Bytes(150))}));
  EXPECT_EQ(metadata.problems.size(), 2U);
  EXPECT_FALSE(metadata.colour.profile_problem.empty());
}

}  // namespace
}  // namespace photosieve
