// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata.h"

#include <utility>

#include "decode/c2pa.h"
#include "decode/exif_thumbnail.h"
#include "decode/icc.h"
#include "decode/metadata_ai.h"
#include "decode/metadata_blocks.h"
#include "decode/metadata_colour.h"
#include "decode/metadata_fields.h"
#include "decode/metadata_privacy.h"
#include "decode/metadata_reader.h"

namespace photosieve {
namespace {

void add_problems(PhotoMetadata& metadata, const MetadataBlocks& blocks, const MetadataTags& tags,
                  const C2paReading& c2pa) {
  std::vector<std::string>& problems = metadata.problems;
  for (const std::string& one : blocks.problems) problems.push_back(metadata_text(one));
  for (const std::string& one : tags.problems) problems.push_back(metadata_text(one));
  if (!c2pa.problem.empty()) problems.push_back(metadata_text(c2pa.problem));
  if (problems.size() > kMostMetadataEntries) problems.resize(kMostMetadataEntries);
}

ThumbnailFacts thumbnail_of(const MetadataTags& tags, const DecodedPhoto& photo) {
  ThumbnailFacts facts;
  if (!tags.thumbnail.empty() && photo.image && photo.problems.empty())
    facts = compare_thumbnail(tags.thumbnail, *photo.image);
  // In a TIFF of several pages the second directory is a page of its own.
  const bool page = photo.format == Format::kTiff && photo.pictures > 1;
  facts.present = tags.has_thumbnail && !page;
  return facts;
}

}  // namespace

PhotoMetadata read_metadata(std::span<const std::uint8_t> file, const DecodedPhoto& photo) {
  MetadataBlocks blocks = find_metadata(file);
  MetadataTags tags;
  read_exif(blocks.exif, tags);
  read_iptc(blocks.iptc, tags);
  read_xmp(std::move(blocks.xmp), tags);
  read_xmp(std::move(blocks.xmp_extension), tags);
  const bool iptc_is_newer = blocks.iptc_digest && *blocks.iptc_digest != md5(blocks.iptc);

  PhotoMetadata metadata;
  metadata.orientation = photo.orientation;
  fill_fields(tags, iptc_is_newer, metadata);
  fill_privacy(tags, metadata);
  metadata.colour = colour_of(blocks, tags);
  C2paReading c2pa;
  if (!blocks.c2pa.empty()) c2pa = read_c2pa(blocks.c2pa);
  metadata.c2pa = std::move(c2pa.facts);
  metadata.c2pa.present = !blocks.c2pa_where.empty();
  metadata.c2pa.where = blocks.c2pa_where;
  fill_ai_marks(blocks, tags, std::move(c2pa.ai_marks), metadata);
  metadata.thumbnail = thumbnail_of(tags, photo);
  add_problems(metadata, blocks, tags, c2pa);
  return metadata;
}

void prepare_metadata() {
  prepare_metadata_reader();
}

}  // namespace photosieve
