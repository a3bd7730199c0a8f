// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_reader.h"

#include <algorithm>
#include <array>
#include <exiv2/exiv2.hpp>
#include <mutex>
#include <string_view>

#include "base/text.h"
#include "decode/xmp_check.h"
#include "decode/xmp_fields.h"
#include "decode/xmp_wanted.h"

namespace photosieve {
namespace {

constexpr std::size_t kLongestValue = std::size_t{64}
                                      << 10;  // bytes of a value that is turned into text
constexpr std::size_t kMostTags = 2000;       // kept of a block
constexpr std::size_t kLargestThumbnail = 1 << 20;

// Sorted. What decode/metadata.cpp asks for of EXIF's own directories.
constexpr auto kExifKeys = std::to_array<std::string_view>({
    "Exif.GPSInfo.GPSLatitude",
    "Exif.GPSInfo.GPSLatitudeRef",
    "Exif.GPSInfo.GPSLongitude",
    "Exif.GPSInfo.GPSLongitudeRef",
    "Exif.Image.Artist",
    "Exif.Image.CameraSerialNumber",
    "Exif.Image.Copyright",
    "Exif.Image.DateTime",
    "Exif.Image.DateTimeOriginal",
    "Exif.Image.ImageDescription",
    "Exif.Image.Make",
    "Exif.Image.Model",
    "Exif.Image.Software",
    "Exif.Image.XPAuthor",
    "Exif.Image.XPKeywords",
    "Exif.Image.XPTitle",
    "Exif.Iop.InteroperabilityIndex",
    "Exif.Photo.BodySerialNumber",
    "Exif.Photo.CameraOwnerName",
    "Exif.Photo.ColorSpace",
    "Exif.Photo.DateTimeDigitized",
    "Exif.Photo.DateTimeOriginal",
    "Exif.Photo.LensMake",
    "Exif.Photo.LensModel",
    "Exif.Photo.LensSerialNumber",
    "Exif.Photo.LensSpecification",
    "Exif.Photo.OffsetTime",
    "Exif.Photo.OffsetTimeDigitized",
    "Exif.Photo.OffsetTimeOriginal",
    "Exif.Photo.SubSecTime",
    "Exif.Photo.SubSecTimeDigitized",
    "Exif.Photo.SubSecTimeOriginal",
    "Exif.Thumbnail.Compression",
    "Exif.Thumbnail.JPEGInterchangeFormat",
    "Exif.Thumbnail.JPEGInterchangeFormatLength",
});

bool own_directory(std::string_view group) {
  return group == "Image" || group == "Photo" || group == "GPSInfo" || group == "Iop" ||
         group == "Thumbnail" || group.starts_with("SubImage") || group.starts_with("Image");
}

// Of a MakerNote only what tells who and which camera it was, and the lens where it is a text.
bool wanted_of_maker_note(std::string_view tag) {
  return tag.find("SerialN") != std::string_view::npos || tag == "OwnerName" || tag == "BabyName" ||
         tag == "LensModel" || tag == "LensType";
}

bool wanted(const Exiv2::Exifdatum& datum, const std::string& key) {
  if (std::binary_search(kExifKeys.begin(), kExifKeys.end(), key)) return true;
  return !own_directory(datum.groupName()) && wanted_of_maker_note(datum.tagName());
}

// The value as it stands: a text without its padding, numbers parted by blanks.
std::string text_of_value(const Exiv2::Exifdatum& datum) {
  const Exiv2::TypeId type = datum.typeId();
  if (type == Exiv2::undefined || type == Exiv2::unsignedByte) {
    std::string bytes(static_cast<std::size_t>(datum.size()), '\0');
    datum.copy(reinterpret_cast<Exiv2::byte*>(bytes.data()), Exiv2::littleEndian);
    return bytes;
  }
  return datum.toString();
}

class SilentLibrary {
 public:
  SilentLibrary() {
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
    Exiv2::XmpParser::initialize(&SilentLibrary::lock, &mutex_);
  }

 private:
  static void lock(void* mutex, bool take) {
    auto* one = static_cast<std::recursive_mutex*>(mutex);
    if (take)
      one->lock();
    else
      one->unlock();
  }
  std::recursive_mutex mutex_;
};

// A MakerNote's number of a lens by its maker's name, as the library's tables have it: "Canon EF-S
// 18-55mm f/3.5-5.6"; some give "n/a" or the number itself, which is the caller's to tell.
void take_lens_name(const Exiv2::ExifData& exif, MetadataTags& tags) {
  try {
    const auto lens = Exiv2::lensName(exif);
    if (lens == exif.end() || own_directory(lens->groupName())) return;
    if (static_cast<std::size_t>(lens->size()) > kLongestValue) return;
    tags.exif.push_back({std::string(kMakerNoteLensName), lens->print(&exif)});
  } catch (const std::bad_alloc&) {
    throw std::bad_alloc();
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): then it has no name
  }
}

// Whatever the library throws becomes a sentence; that memory ran out goes on.
template <class Read>
void guarded(MetadataTags& tags, const char* sentence, const Read& read) {
  try {
    prepare_metadata_reader();
    read();
  } catch (const std::bad_alloc&) {
    throw std::bad_alloc();
  } catch (const std::exception&) {
    tags.problems.emplace_back(sentence);
  }
}

void take_thumbnail(const Exiv2::ExifData& exif, MetadataTags& tags) {
  const Exiv2::ExifThumbC thumbnail(exif);
  const std::string mime = thumbnail.mimeType();
  tags.has_thumbnail = !mime.empty();
  if (mime != "image/jpeg") return;
  const Exiv2::DataBuf bytes = thumbnail.copy();
  if (bytes.size_ <= 0 || static_cast<std::size_t>(bytes.size_) > kLargestThumbnail) return;
  tags.thumbnail.assign(bytes.pData_, bytes.pData_ + bytes.size_);
}

void add_xmp_values(const Exiv2::Xmpdatum& datum, const std::string& key, MetadataTags& tags) {
  const Exiv2::Value& value = datum.value();
  if (const auto* languages = dynamic_cast<const Exiv2::LangAltValue*>(&value)) {
    const auto usual = languages->value_.find("x-default");
    if (usual != languages->value_.end())
      tags.xmp.push_back({key, usual->second});
    else if (!languages->value_.empty())
      tags.xmp.push_back({key, languages->value_.begin()->second});
    return;
  }
  const auto* text = dynamic_cast<const Exiv2::XmpTextValue*>(&value);
  if (text != nullptr) {
    tags.xmp.push_back({key, text->value_});
    return;
  }
  for (long i = 0; i < datum.count() && tags.xmp.size() < kMostTags; ++i)
    tags.xmp.push_back({key, datum.toString(i)});
}

// False where the toolkit refuses the packet; then nothing of it is kept.
bool read_by_toolkit(const std::string& packet, MetadataTags& tags) {
  const std::size_t before = tags.problems.size();
  bool refused = false;
  guarded(tags, "", [&] {
    Exiv2::XmpData xmp;
    refused = Exiv2::XmpParser::decode(xmp, packet) != 0;
    if (refused) return;
    for (const Exiv2::Xmpdatum& datum : xmp) {
      if (tags.xmp.size() >= kMostTags) break;
      if (static_cast<std::size_t>(datum.size()) > kLongestValue) continue;
      const std::string key = datum.key();
      if (wanted_xmp(key)) add_xmp_values(datum, key, tags);
    }
  });
  refused = refused || tags.problems.size() > before;
  tags.problems.resize(before);
  return !refused;
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 3;
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < kShown; ++i)
    list += (i == 0 ? "" : ", ") + elide_middle_bytes(names[i], 40);
  return names.size() > kShown ? list + " and others" : list;
}

// Well-formed, and yet against RDF's rules: what stands there is read all the same, and said.
void read_by_hand(const std::string& packet, MetadataTags& tags) {
  XmpFields fields = read_xmp_fields(packet);
  if (!fields.found) {
    tags.problems.emplace_back("The XMP block is damaged and was passed over");
    return;
  }
  for (MetadataTag& tag : fields.tags) {
    if (tags.xmp.size() >= kMostTags) break;
    tags.xmp.push_back(std::move(tag));
  }
  tags.problems.push_back(
      fields.twice.empty()
          ? "The XMP block breaks a rule of its format; its fields were read all the same, but "
            "other "
            "programs may refuse it"
          : "The XMP block names a property twice (" + listed(fields.twice) +
                "); its fields were read all the same, but other programs may refuse it");
}

}  // namespace

void prepare_metadata_reader() {
  static const SilentLibrary library;
}

void read_exif(ByteSpan tiff, MetadataTags& tags) {
  if (tiff.size() < 8 || tiff.size() > UINT32_MAX) return;
  guarded(tags, "The Exif block is damaged and was passed over", [&] {
    Exiv2::ExifData exif;
    const Exiv2::ByteOrder order =
        Exiv2::ExifParser::decode(exif, tiff.data(), static_cast<std::uint32_t>(tiff.size()));
    if (order == Exiv2::invalidByteOrder) {
      tags.problems.emplace_back("The Exif block is damaged and was passed over");
      return;
    }
    for (const Exiv2::Exifdatum& datum : exif) {
      if (tags.exif.size() >= kMostTags) break;
      if (static_cast<std::size_t>(datum.size()) > kLongestValue) continue;
      std::string key = datum.key();
      if (wanted(datum, key)) tags.exif.push_back({std::move(key), text_of_value(datum)});
    }
    take_lens_name(exif, tags);
    take_thumbnail(exif, tags);
  });
}

void read_iptc(ByteSpan datasets, MetadataTags& tags) {
  if (datasets.empty()) return;
  tags.has_iptc = true;
  guarded(tags, "The IPTC block is damaged and was passed over", [&] {
    Exiv2::IptcData iptc;
    const int failed = Exiv2::IptcParser::decode(iptc, datasets.data(),
                                                 static_cast<std::uint32_t>(datasets.size()));
    if (failed != 0)
      tags.problems.emplace_back(
          "The IPTC block is damaged; what stands before the damage was read");
    for (const Exiv2::Iptcdatum& datum : iptc) {
      if (tags.iptc.size() >= kMostTags) break;
      if (static_cast<std::size_t>(datum.size()) > kLongestValue) continue;
      std::string bytes(static_cast<std::size_t>(datum.size()), '\0');
      if (!bytes.empty())
        datum.copy(reinterpret_cast<Exiv2::byte*>(bytes.data()), Exiv2::bigEndian);
      tags.iptc.push_back({datum.key(), std::move(bytes)});
    }
  });
}

void read_xmp(std::string packet, MetadataTags& tags) {
  if (packet.empty()) return;
  if (const char* why = check_xmp(packet); why != nullptr) {
    tags.problems.emplace_back(why);
    return;
  }
  if (!read_by_toolkit(packet, tags)) read_by_hand(packet, tags);
}

}  // namespace photosieve
