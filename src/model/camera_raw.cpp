// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/camera_raw.h"

#include <algorithm>
#include <array>
#include <vector>

#include "model/iso_media.h"

namespace photosieve {
namespace {

using namespace std::string_view_literals;

struct Mark {
  std::size_t at;
  std::string_view bytes;
  std::string_view kind;
};

constexpr std::array kMarks{
    Mark{8, "CR\2"sv, "Canon CR2"},
    Mark{6, "HEAPCCDR"sv, "Canon CRW"},
    Mark{0, "FUJIFILMCCD-RAW"sv, "Fujifilm RAF"},
    Mark{0, "IIRO"sv, "Olympus ORF"},
    Mark{0, "IIRS"sv, "Olympus ORF"},
    Mark{0, "MMOR"sv, "Olympus ORF"},
    Mark{0, "IIU\0"sv, "Panasonic RW2"},
    Mark{0, "FOVb"sv, "Sigma X3F"},
    Mark{0, "\0MRM"sv, "Minolta MRW"},
    Mark{8, "IIII"sv, "Phase One IIQ"},
    Mark{8, "MMMM"sv, "Phase One IIQ"},
    Mark{0, "ARRI"sv, "ARRI"},
};

struct Maker {
  std::string_view begins;
  std::string_view kind;
};

constexpr std::array kMakers{Maker{"NIKON", "Nikon NEF"},     Maker{"SONY", "Sony ARW"},
                             Maker{"PENTAX", "Pentax PEF"},   Maker{"RICOH", "Pentax PEF"},
                             Maker{"SAMSUNG", "Samsung SRW"}, Maker{"Hasselblad", "Hasselblad 3FR"},
                             Maker{"EPSON", "Epson ERF"},     Maker{"Kodak", "Kodak DCR"},
                             Maker{"EASTMAN", "Kodak DCR"},   Maker{"Mamiya", "Mamiya MEF"},
                             Maker{"Leaf", "Leaf MOS"},       Maker{"Phase One", "Phase One IIQ"},
                             Maker{"Canon", "Canon"}};

constexpr std::string_view kNamelessRaw = "camera raw";
constexpr std::size_t kMostDirectories = 24;

// What nothing but a sensor's data is stored as.
bool of_a_sensor(const TiffDirectory& one) {
  constexpr std::array<std::uint32_t, 2> kPhotometrics{32803, 34892};  // filter array, linear raw
  constexpr std::array<std::uint32_t, 5> kCompressions{
      32767, 32769, 32770, 34713, 65535};  // Sony, Epson and packed, Samsung, Nikon, Pentax
  const auto in = [](const auto& list, std::uint32_t value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  return one.has_dng_version || one.has_cfa_pattern || in(kPhotometrics, one.photometric) ||
         in(kCompressions, one.compression);
}

std::string_view kind_of(const TiffDirectory& first) {
  if (first.has_dng_version) return "DNG";
  for (const Maker& maker : kMakers)
    if (first.make.starts_with(maker.begins)) return maker.kind;
  return kNamelessRaw;
}

std::string_view raw_tiff(const ReadAt& read) {
  const TiffStructure tiff(read);
  const auto first = tiff.directory(tiff.first());
  if (!first) return {};
  // A small copy first, and the whole one in a directory below: no program for pictures writes so.
  const bool preview_first = (first->subfile_type & 1) != 0 && !first->sub_directories.empty();
  if (of_a_sensor(*first) || (preview_first && !first->make.empty())) return kind_of(*first);
  std::vector<std::uint64_t> open = first->sub_directories;
  if (first->next != 0) open.push_back(first->next);
  for (std::size_t i = 0; i < open.size() && i < kMostDirectories; ++i) {
    const auto one = tiff.directory(open[i]);
    if (!one) continue;
    if (of_a_sensor(*one)) return kind_of(*first);
    open.insert(open.end(), one->sub_directories.begin(), one->sub_directories.end());
    if (one->next != 0) open.push_back(one->next);
  }
  return {};
}

}  // namespace

std::string_view camera_raw(const ReadAt& read) {
  std::array<std::uint8_t, kIsoMediaHead> buffer{};
  const std::span<const std::uint8_t> head = std::span(buffer).first(read(0, buffer));
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  for (const Mark& mark : kMarks)
    if (text.size() >= mark.at && text.substr(mark.at).starts_with(mark.bytes)) return mark.kind;
  if (iso_media_kind(head) == IsoMediaKind::kCameraRaw) return "Canon CR3";
  // Most files that are asked about are JPEGs: no second read for them.
  if (!text.starts_with("II") && !text.starts_with("MM")) return {};
  return raw_tiff(read);
}

}  // namespace photosieve
