// check_xmp(): whether an XMP packet may be given to a parser that recurses and expands.
//
// One pass with expat, which does neither here: nothing is kept. Refused are document types and
// entities (they multiply), more than 64 levels and 20,000 elements (no honest writer comes near:
// masks of raw developers have some hundreds), more than 8 MB, and what is not well-formed: the
// parser behind mends such packets, and could then see more than was seen here. Bytes that are no
// UTF-8 and control characters are mended first, as they often stand in old packets; what stands
// behind the document is cut off.
// Threads: pure. Cost: about 50 MB/s.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace photosieve {

// Nothing, or a sentence that says why the packet is passed over.
[[nodiscard]] const char* check_xmp(std::string& packet);

}  // namespace photosieve
