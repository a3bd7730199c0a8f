// read_exif(), read_iptc(), read_xmp(): blocks of metadata to texts by name, with Exiv2.
//
// The one place that sees the library: its exceptions stay here, its log is silent.
// prepare_metadata_reader() makes what the library makes once (XMP's table of namespaces); a worker
// calls it before it closes itself in, else the first photo does. MakerNote values are taken as
// numbers or text, but for the lens, whose number is looked up in the library's tables. For that
// the library asks for a file of the user's own (~/.exiv2), which a worker may not open and goes
// without. Errors   none: what cannot be read is a sentence in the tags' problems; XMP that the
// library refuses
//          though it is well-formed is read by decode/xmp_fields, and said to be odd.
// Limits   XMP is looked through with expat first: a document type, entities, more than 64 levels
//          or 20,000 elements are refused, since the XMP toolkit goes down recursively.
// Threads  any number of calls at once; XMP is read by one after another.
// Cost     some 100 microseconds for a camera's EXIF with MakerNote and a usual XMP packet.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "decode/metadata_blocks.h"
#include "decode/metadata_tags.h"

namespace photosieve {

void prepare_metadata_reader();

// `tiff` begins with "II*\0" or "MM\0*". Offsets may lie anywhere in it.
void read_exif(ByteSpan tiff, MetadataTags& tags);
void read_iptc(ByteSpan datasets, MetadataTags& tags);
// May be called for a packet and for its extension.
void read_xmp(std::string packet, MetadataTags& tags);

}  // namespace photosieve
