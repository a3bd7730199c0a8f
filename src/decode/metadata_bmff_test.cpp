// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_bmff.h"

#include <gtest/gtest.h>

#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;

Bytes full_box(std::string_view type, std::uint8_t version, const Bytes& body) {
  return box(type, joined({{version, 0, 0, 0}, body}));
}

Bytes item_info(std::uint16_t id, std::string_view type, std::string_view rest) {
  return full_box("infe", 2, joined({big(id, 2), {0, 0}, bytes_of(type), {0}, bytes_of(rest)}));
}

// A HEIF file with Exif (in the idat box) and XMP (in the file), an nclx and a profile.
Bytes heif(const Bytes& exif, std::string_view xmp) {
  const Bytes ftyp = box("ftyp", bytes_of("heic\0\0\0\0"sv));
  const Bytes exif_item = joined({big(0, 4), exif});
  const Bytes infos =
      full_box("iinf", 0,
               joined({big(3, 2), item_info(1, "hvc1", ""), item_info(2, "Exif", ""),
                       item_info(3, "mime", "application/rdf+xml\0"sv)}));
  const Bytes colours = box(
      "ipco", joined({box("ispe", Bytes(12)),
                      box("colr", joined({bytes_of("nclx"), big(12, 2), big(13, 2), big(0, 3)})),
                      box("colr", joined({bytes_of("prof"), {7, 7, 7}}))}));
  const Bytes links = full_box("ipma", 0, joined({big(1, 4), big(1, 2), {3, 1, 2, 3}}));
  const auto meta_at = [&](std::uint32_t xmp_at) {
    const Bytes locations = full_box("iloc", 1,
                                     joined({{0x44, 0x00},
                                             big(2, 2),  // sizes, count
                                             big(2, 2),
                                             big(1, 2),
                                             big(0, 2),
                                             big(1, 2),
                                             big(0, 4),
                                             big(exif_item.size(), 4),
                                             big(3, 2),
                                             big(0, 2),
                                             big(0, 2),
                                             big(1, 2),
                                             big(xmp_at, 4),
                                             big(xmp.size(), 4)}));
    return full_box("meta", 0,
                    joined({full_box("pitm", 0, big(1, 2)), infos, locations,
                            box("iprp", joined({colours, links})), box("idat", exif_item)}));
  };
  const auto behind = static_cast<std::uint32_t>(ftyp.size() + meta_at(0).size() + 8);
  return joined({ftyp, meta_at(behind), box("mdat", bytes_of(xmp))});
}

TEST(MetadataBmff, FindsItemsWhereverTheyLieAndThePrimaryItemsColour) {
  const Bytes file = heif(exif_block(6), "<x:xmpmeta/>");
  const MetadataBlocks blocks = find_metadata(file);
  EXPECT_EQ(Bytes(blocks.exif.begin(), blocks.exif.end()), exif_block(6));
  EXPECT_EQ(blocks.xmp, "<x:xmpmeta/>");
  EXPECT_EQ(blocks.code_points->primaries, 12);
  EXPECT_EQ(blocks.code_points->transfer, 13);
  EXPECT_EQ(blocks.icc, (Bytes{7, 7, 7}));
  EXPECT_TRUE(blocks.problems.empty());
}

TEST(MetadataBmff, ContentCredentialsStandInABoxOfTheirOwn) {
  const Bytes manifest = make_c2pa("c2pa.created", "digitalCapture");
  const Bytes identity =
      bytes_of("\xD8\xFE\xC3\xD6\x1B\x0E\x48\x3C\x92\x97\x58\x28\x87\x7E\xC4\x81"sv);
  const Bytes file = joined(
      {box("ftyp", bytes_of("avif\0\0\0\0"sv)),
       box("uuid", joined({identity, big(0, 4), bytes_of("manifest\0"sv), big(0, 8), manifest}))});
  EXPECT_EQ(find_metadata(file).c2pa, manifest);
  EXPECT_EQ(find_metadata(file).c2pa_where, "BMFF uuid box");
}

TEST(MetadataBmff, LiesAndCutsEndWithoutHarm) {
  const Bytes file = heif(exif_block(6), "<x:xmpmeta/>");
  for (std::size_t size = 0; size < file.size(); ++size) (void)find_metadata({file.data(), size});
  for (std::size_t at = 0; at < file.size(); ++at) {
    Bytes changed = file;
    changed[at] = 0xFF;
    (void)find_metadata(changed);
  }
  // A box in itself: its size is larger than what it lies in.
  (void)find_metadata(joined({box("ftyp", bytes_of("heic\0\0\0\0"sv)),
                              {0xFF, 0xFF, 0xFF, 0xFF},
                              bytes_of("meta"),
                              Bytes(40)}));
}

}  // namespace
}  // namespace photosieve
