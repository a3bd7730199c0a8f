// wanted_xmp(): which of XMP's properties somebody asks for.
//
// One list for both readers of XMP: the toolkit (metadata_reader) and our own (xmp_fields). A key
// is Exiv2's: "Xmp.dc.title"; what lies in a structure stands behind a slash, "Xmp.mwg-rs.Regions/
// mwg-rs:RegionList[1]/mwg-rs:Name". Namespaces may come with a prefix of the file's own, so some
// are told by the property alone.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace photosieve {

[[nodiscard]] bool wanted_xmp(std::string_view key);

}  // namespace photosieve
