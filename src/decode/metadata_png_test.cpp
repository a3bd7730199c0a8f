// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_png.h"

#include <gtest/gtest.h>

#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;

MetadataBlocks with(const std::vector<Bytes>& chunks, const PngRecipe& recipe = {}) {
  static Bytes file;  // outlives the blocks, whose exif points into it
  file = with_chunks(make_png(recipe), chunks);
  return find_metadata(file);
}

TEST(MetadataPng, FindsEachBlockInItsChunk) {
  const std::string packet = "<x:xmpmeta/>";
  const Bytes xmp = joined({bytes_of("XML:com.adobe.xmp\0\0\0\0\0"sv), bytes_of(packet)});
  EXPECT_EQ(with({png_chunk("iTXt", xmp)}).xmp, packet);
  const Bytes packed =
      joined({bytes_of("XML:com.adobe.xmp\0\1\0\0\0"sv), deflated(bytes_of(packet))});
  EXPECT_EQ(with({png_chunk("iTXt", packed)}).xmp, packet);

  const Bytes profile(300, 9);
  EXPECT_EQ(with({png_chunk("iCCP", joined({bytes_of("name\0\0"sv), deflated(profile)}))}).icc,
            profile);
  EXPECT_EQ(with({png_chunk("eXIf", exif_block(3))}).exif.size(), exif_block(3).size());
  EXPECT_EQ(with({png_chunk("caBX", {1, 2, 3})}).c2pa_where, "PNG caBX");
  EXPECT_TRUE(with({png_chunk("sRGB", {0})}).png.srgb);
  EXPECT_NEAR(*with({png_chunk("gAMA", big(45455, 4))}).png.gamma, 0.45455, 1e-9);
  const auto points = with({png_chunk("cICP", {12, 13, 0, 1})}).code_points;
  EXPECT_EQ(points->primaries, 12);
  EXPECT_EQ(points->transfer, 13);
}

TEST(MetadataPng, RawProfilesOfImageMagickAreHexadecimal) {
  const auto raw = [](std::string_view type, std::string_view hex) {
    return png_chunk(
        "zTXt", joined({bytes_of("Raw profile type "),
                        bytes_of(type),
                        {0, 0},
                        deflated(joined({bytes_of("\n"), bytes_of(type), bytes_of("\n       6\n"),
                                         bytes_of(hex), bytes_of("\n")}))}));
  };
  const MetadataBlocks exif = with({raw("exif", "4578696600004d4d\n002a")});
  EXPECT_EQ(Bytes(exif.exif.begin(), exif.exif.end()), (Bytes{'M', 'M', 0, 42}));
  EXPECT_EQ(with({raw("xmp", "3c782f3e")}).xmp, "<x/>");
  EXPECT_EQ(with({raw("iptc", "1c02050001")}).iptc, (Bytes{0x1C, 2, 5, 0, 1}));
}

TEST(MetadataPng, ColourTypeTellsTheModel) {
  EXPECT_EQ(with({}).model, ColourModel::kRgb);
  EXPECT_EQ(with({}, {.colour_type = PNG_COLOR_TYPE_GRAY}).model, ColourModel::kGrey);
  EXPECT_EQ(with({}, {.colour_type = PNG_COLOR_TYPE_PALETTE}).model, ColourModel::kRgb);
}

TEST(MetadataPng, ABombUnpacksToNothing) {
  const Bytes zeros(std::size_t{64} << 20);
  const Bytes bomb = deflated(zeros);
  EXPECT_LE(with({png_chunk("iCCP", joined({bytes_of("name\0\0"sv), bomb}))}).icc.size(), 4U);
  EXPECT_TRUE(with({png_chunk("iTXt", joined({bytes_of("XML:com.adobe.xmp\0\1\0\0\0"sv), bomb}))})
                  .xmp.empty());
}

TEST(MetadataPng, EveryCutEndsWithoutHarm) {
  const Bytes file = with_chunks(
      make_png({}), {png_chunk("eXIf", exif_block(3)), png_chunk("tEXt", bytes_of("key\0text"sv)),
                     png_chunk("iTXt", bytes_of("k")), png_chunk("zTXt", bytes_of("k\0"sv)),
                     png_chunk("iCCP", bytes_of("name\0"sv)), png_chunk("cHRM", {1, 2, 3})});
  for (std::size_t size = 0; size < 400; ++size) (void)find_metadata({file.data(), size});
}

}  // namespace
}  // namespace photosieve
