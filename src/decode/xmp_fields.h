// read_xmp_fields(): the wanted properties of an XMP packet that Adobe's toolkit refuses.
//
// The toolkit gives up a whole packet where RDF's rules are broken once: a property named twice, a
// missing rdf:about. This reader takes what stands there: RDF/XML as XMP writes it (ISO 16684-1,
// chapter 7), with properties as attributes or elements, texts, rdf:resource, Bag, Seq and Alt,
// structures in all three of their forms. Of a property that is named several times the first that
// says anything is taken. It goes through with expat once, holds no tree and does not recurse.
// Errors   none: what is not well-formed ends it, and what stood before is there. A document type
//          ends it too, so there are no entities but XML's own five.
// Limits   as check_xmp() (call that first); 2,000 values, each of at most 64 kB; 64 levels.
// Threads: pure. Cost: about 30 MB/s.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decode/metadata_tags.h"

namespace photosieve {

struct XmpFields {
  bool found = false;              // there was a description: this is RDF
  std::vector<MetadataTag> tags;   // the wanted ones; keys as Exiv2's, but without "[1]"
  std::vector<std::string> twice;  // named more than once: "tiff:Orientation"; the first 4
};

[[nodiscard]] XmpFields read_xmp_fields(std::string_view packet);

}  // namespace photosieve
