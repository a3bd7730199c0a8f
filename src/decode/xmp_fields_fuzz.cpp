// Any bytes as an XMP packet: it ends, nothing unasked for is kept, and no value is too long.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "decode/xmp_fields.h"
#include "decode/xmp_wanted.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve;
  const XmpFields fields = read_xmp_fields({reinterpret_cast<const char*>(data), size});
  if (fields.tags.size() > 2000 || fields.twice.size() > 4) std::abort();
  for (const MetadataTag& tag : fields.tags)
    if (tag.text.empty() || tag.text.size() > 65536 || !wanted_xmp(tag.key)) std::abort();
  if (!fields.found && !fields.tags.empty()) std::abort();
  return 0;
}
