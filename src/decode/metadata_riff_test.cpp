// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_riff.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;

Bytes chunk(std::string_view name, const Bytes& body) {
  Bytes size = big(body.size(), 4);
  std::reverse(size.begin(), size.end());
  Bytes all = joined({bytes_of(name), size, body});
  if (body.size() % 2 != 0) all.push_back(0);
  return all;
}

Bytes webp(const std::vector<Bytes>& chunks) {
  Bytes all = bytes_of("RIFF\0\0\0\0WEBP"sv);
  for (const Bytes& one : chunks) append(all, one);
  return all;
}

TEST(MetadataRiff, FindsEachBlockInItsChunk) {
  const Bytes file = webp({chunk("VP8X", Bytes(10)), chunk("ICCP", {1, 2, 3}), chunk("VP8 ", {9}),
                           chunk("EXIF", joined({bytes_of("Exif\0\0"sv), exif_block(6)})),
                           chunk("XMP ", bytes_of("<x/>")), chunk("C2PA", {5, 6})});
  const MetadataBlocks blocks = find_metadata(file);
  EXPECT_EQ(blocks.icc, (Bytes{1, 2, 3}));
  EXPECT_EQ(blocks.exif.size(), exif_block(6).size());
  EXPECT_EQ(blocks.xmp, "<x/>");
  EXPECT_EQ(blocks.c2pa_where, "RIFF C2PA chunk");
  EXPECT_EQ(blocks.model, ColourModel::kRgb);
  for (std::size_t size = 0; size < file.size(); ++size) (void)find_metadata({file.data(), size});
}

TEST(MetadataRiff, ALengthBeyondTheEndIsTheEnd) {
  Bytes file = webp({chunk("XMP ", bytes_of("<x/>"))});
  file[16] = 0xFF;
  EXPECT_TRUE(find_metadata(file).xmp.empty());
}

}  // namespace
}  // namespace photosieve
