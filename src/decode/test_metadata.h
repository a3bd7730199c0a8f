// Metadata made in memory for tests: Exif, IPTC, XMP and C2PA blocks, and files that hold them.
//
// For tests of decode/ and of what stands on it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "decode/test_photos.h"

namespace photosieve::test {

inline Bytes bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

inline void append(Bytes& to, const Bytes& more) {
  to.insert(to.end(), more.begin(), more.end());
}

inline Bytes big(std::uint64_t value, std::size_t size) {
  Bytes bytes;
  for (std::size_t i = size; i-- > 0;) bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
  return bytes;
}

inline Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) append(all, part);
  return all;
}

// A tag of a directory: number, TIFF type, how many, its data as they stand in the block.
struct TiffTag {
  std::uint16_t tag = 0;
  std::uint16_t type = 2;
  std::uint32_t count = 0;
  Bytes data;
};

inline TiffTag ascii_tag(std::uint16_t tag, std::string_view text) {
  Bytes data = bytes_of(text);
  data.push_back(0);
  return {tag, 2, static_cast<std::uint32_t>(data.size()), data};
}
inline TiffTag short_tag(std::uint16_t tag, std::uint16_t value) {
  return {tag, 3, 1, big(value, 2)};
}
inline TiffTag long_tag(std::uint16_t tag, std::uint32_t value) {
  return {tag, 4, 1, big(value, 4)};
}
inline TiffTag rationals_tag(std::uint16_t tag,
                             const std::vector<std::pair<std::uint32_t, std::uint32_t>>& values) {
  Bytes data;
  for (const auto& [over, under] : values) append(data, joined({big(over, 4), big(under, 4)}));
  return {tag, 5, static_cast<std::uint32_t>(values.size()), data};
}
inline TiffTag bytes_tag(std::uint16_t tag, std::uint16_t type, const Bytes& data) {
  return {tag, type, static_cast<std::uint32_t>(data.size()), data};
}

// One directory at `at`, its long data behind it.
inline Bytes directory(const std::vector<TiffTag>& tags, std::size_t at, std::uint32_t next = 0) {
  Bytes head = big(tags.size(), 2);
  Bytes data;
  const std::size_t behind = at + 2 + tags.size() * 12 + 4;
  for (const TiffTag& tag : tags) {
    append(head, joined({big(tag.tag, 2), big(tag.type, 2), big(tag.count, 4)}));
    if (tag.data.size() <= 4) {
      Bytes padded = tag.data;
      padded.resize(4);
      append(head, padded);
    } else {
      append(head, big(behind + data.size(), 4));
      append(data, tag.data);
      if (data.size() % 2 != 0) data.push_back(0);
    }
  }
  return joined({head, big(next, 4), data});
}

struct ExifRecipe {
  std::vector<TiffTag> image;  // tags in the order of their numbers
  std::vector<TiffTag> photo;
  std::vector<TiffTag> gps;
  Bytes thumbnail;  // a JPEG
};

inline Bytes make_exif(const ExifRecipe& recipe) {
  const Bytes header = {'M', 'M', 0, 42, 0, 0, 0, 8};
  // Sizes do not depend on the offsets, so a first round finds where the parts come to stand.
  std::size_t photo_at = 0;
  std::size_t gps_at = 0;
  std::size_t second_at = 0;
  Bytes all;
  for (int round = 0; round < 2; ++round) {
    std::vector<TiffTag> image = recipe.image;
    if (!recipe.photo.empty())
      image.push_back(long_tag(0x8769, static_cast<std::uint32_t>(photo_at)));
    if (!recipe.gps.empty()) image.push_back(long_tag(0x8825, static_cast<std::uint32_t>(gps_at)));
    const auto next = static_cast<std::uint32_t>(recipe.thumbnail.empty() ? 0 : second_at);
    all = header;
    append(all, directory(image, all.size(), next));
    photo_at = all.size();
    if (!recipe.photo.empty()) append(all, directory(recipe.photo, all.size()));
    gps_at = all.size();
    if (!recipe.gps.empty()) append(all, directory(recipe.gps, all.size()));
    second_at = all.size();
    if (recipe.thumbnail.empty()) continue;
    const std::size_t data_at = all.size() + 2 + 3 * 12 + 4;
    append(all,
           directory({short_tag(0x0103, 6), long_tag(0x0201, static_cast<std::uint32_t>(data_at)),
                      long_tag(0x0202, static_cast<std::uint32_t>(recipe.thumbnail.size()))},
                     all.size()));
    append(all, recipe.thumbnail);
  }
  return all;
}

// IIM datasets: record, number, text.
struct Dataset {
  std::uint8_t record;
  std::uint8_t number;
  std::string_view text;
};

inline Bytes make_iptc(const std::vector<Dataset>& datasets) {
  Bytes all;
  for (const Dataset& one : datasets)
    append(all,
           joined({{0x1C, one.record, one.number}, big(one.text.size(), 2), bytes_of(one.text)}));
  return all;
}

// One of Photoshop's image resources.
inline Bytes resource(std::uint16_t number, const Bytes& data) {
  Bytes all = joined({bytes_of("8BIM"), big(number, 2), {0, 0}, big(data.size(), 4), data});
  if (data.size() % 2 != 0) all.push_back(0);
  return all;
}

// An XMP packet around properties written as XML.
inline std::string make_xmp(std::string_view properties) {
  return "<?xpacket begin='\xEF\xBB\xBF' id='W5M0MpCehiHzreSzNTczkc9d'?>"
         "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
         "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
         "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'"
         " xmlns:exif='http://ns.adobe.com/exif/1.0/' xmlns:aux='http://ns.adobe.com/exif/1.0/aux/'"
         " xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'"
         " xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:xmpNote='http://ns.adobe.com/xmp/note/'"
         " xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'>" +
         std::string(properties) + "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
}
inline std::string xmp_title(std::string_view text) {
  return "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>" + std::string(text) +
         "</rdf:li></rdf:Alt></dc:title>";
}
inline std::string xmp_keywords(const std::vector<std::string>& keywords) {
  std::string list = "<dc:subject><rdf:Bag>";
  for (const std::string& one : keywords) list += "<rdf:li>" + one + "</rdf:li>";
  return list + "</rdf:Bag></dc:subject>";
}

inline Bytes segment(std::uint8_t marker, const Bytes& body) {
  return joined({{0xFF, marker}, big(body.size() + 2, 2), body});
}

// The JPEG with segments behind its start.
inline Bytes with_segments(const Bytes& jpeg, const std::vector<Bytes>& segments) {
  Bytes all(jpeg.begin(), jpeg.begin() + 2);
  for (const Bytes& one : segments) append(all, one);
  all.insert(all.end(), jpeg.begin() + 2, jpeg.end());
  return all;
}

using namespace std::string_view_literals;
inline Bytes exif_segment(const Bytes& tiff) {
  return segment(0xE1, joined({bytes_of("Exif\0\0"sv), tiff}));
}
inline Bytes xmp_segment(std::string_view packet) {
  return segment(0xE1, joined({bytes_of("http://ns.adobe.com/xap/1.0/\0"sv), bytes_of(packet)}));
}
inline Bytes iptc_segment(const Bytes& resources) {
  return segment(0xED, joined({bytes_of("Photoshop 3.0\0"sv), resources}));
}
inline Bytes icc_segment(const Bytes& profile, std::uint8_t place = 1, std::uint8_t count = 1) {
  return segment(0xE2, joined({bytes_of("ICC_PROFILE\0"sv), {place, count}, profile}));
}

inline Bytes png_chunk(std::string_view name, const Bytes& body) {
  const Bytes named = joined({bytes_of(name), body});
  const auto sum = crc32_z(0, named.data(), named.size());
  return joined({big(body.size(), 4), named, big(sum, 4)});
}

// The PNG with chunks behind its header.
inline Bytes with_chunks(const Bytes& png, const std::vector<Bytes>& chunks) {
  constexpr std::ptrdiff_t kHeaderEnd = 8 + 25;
  Bytes all(png.begin(), png.begin() + kHeaderEnd);
  for (const Bytes& one : chunks) append(all, one);
  all.insert(all.end(), png.begin() + kHeaderEnd, png.end());
  return all;
}

inline Bytes deflated(const Bytes& plain) {
  uLongf size = compressBound(static_cast<uLong>(plain.size()));
  Bytes packed(size);
  compress(packed.data(), &size, plain.data(), static_cast<uLong>(plain.size()));
  packed.resize(size);
  return packed;
}

// A box of ISO media files and JUMBF.
inline Bytes box(std::string_view type, const Bytes& body) {
  return joined({big(body.size() + 8, 4), bytes_of(type), body});
}
inline Bytes superbox(std::string_view label, const Bytes& content) {
  const Bytes kind(16, 0x11);
  return box("jumb", joined({box("jumd", joined({kind, {3}, bytes_of(label), {0}})), content}));
}

inline Bytes cbor_text(std::string_view text) {
  return text.size() < 24
             ? joined({{static_cast<std::uint8_t>(0x60 + text.size())}, bytes_of(text)})
             : joined({{0x78, static_cast<std::uint8_t>(text.size())}, bytes_of(text)});
}

// A manifest store with one claim and one action.
inline Bytes make_c2pa(std::string_view action, std::string_view source_type,
                       std::string_view generator = "Camera 1.0") {
  Bytes entry = joined({{0xA2},
                        cbor_text("action"),
                        cbor_text(action),
                        cbor_text("digitalSourceType"),
                        cbor_text(source_type)});
  const Bytes actions = joined({{0xA1}, cbor_text("actions"), {0x81}, entry});
  const Bytes claim = joined({{0xA1}, cbor_text("claim_generator"), cbor_text(generator)});
  return superbox(
      "c2pa",
      superbox("urn:uuid:1",
               joined({superbox("c2pa.assertions", superbox("c2pa.actions", box("cbor", actions))),
                       superbox("c2pa.claim", box("cbor", claim))})));
}

inline Bytes jumbf_segment(const Bytes& superbox, std::uint32_t sequence = 1,
                           std::uint16_t instance = 1) {
  return segment(0xEB, joined({bytes_of("JP"), big(instance, 2), big(sequence, 4), superbox}));
}

}  // namespace photosieve::test
