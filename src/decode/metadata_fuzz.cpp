// The reader of metadata on any file: it ends, and what it says keeps within the struct's limits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "base/text.h"
#include "decode/metadata.h"

namespace {

bool good(const std::string& text, std::size_t longest) {
  return text.size() <= longest && photosieve::valid_utf8(text);
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve;
  const PhotoMetadata metadata = read_metadata({data, size}, {});
  const bool within = good(metadata.title, kLongestMetadataText) &&
                      good(metadata.description, kLongestMetadataText) &&
                      metadata.keywords.size() <= kMostKeywords &&
                      metadata.private_fields.size() <= kMostMetadataEntries &&
                      metadata.ai_marks.size() <= kMostMetadataEntries &&
                      metadata.problems.size() <= kMostMetadataEntries;
  if (!within) std::abort();
  for (const auto* texts : {&metadata.keywords, &metadata.problems, &metadata.c2pa.actions})
    for (const std::string& text : *texts)
      if (!good(text, kLongestMetadataName)) std::abort();
  if (metadata.gps.latitude && !(*metadata.gps.latitude >= -90 && *metadata.gps.latitude <= 90))
    std::abort();
  return 0;
}
