// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/tiff_reader.h"

#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <optional>
#include <utility>

#include "decode/planes.h"
#include "decode/tiff_samples.h"
#include "decode/tiff_source.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostSamples = 16;
constexpr std::uint32_t kMostStrips = 4'000'000;  // one a row of the longest that is decoded
// Larger ones are decoded row by row.
constexpr std::size_t kLargestStrip = std::size_t{32} << 20;

template <class T>
T field(TIFF* tiff, ttag_t tag, T otherwise) {
  T value = otherwise;
  return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : otherwise;
}

bool known_compression(std::uint16_t compression) {
  constexpr std::array<std::uint16_t, 10> kKnown{
      COMPRESSION_NONE,          COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3, COMPRESSION_CCITTFAX4,
      COMPRESSION_LZW,           COMPRESSION_JPEG,     COMPRESSION_PACKBITS,  COMPRESSION_DEFLATE,
      COMPRESSION_ADOBE_DEFLATE, COMPRESSION_ZSTD};
  return std::find(kKnown.begin(), kKnown.end(), compression) != kKnown.end();
}

}  // namespace

struct TiffReader::Library {
  TiffSource source;
  std::size_t most_memory = 0;
  std::uint64_t directory = 0;
  TiffHandle tiff;
  TiffPage page;
  TiffSamples samples;  // as they are stored
  std::size_t in_file = 1;
  bool apart = false;  // channels one after the other
  bool tiled = false;
  bool by_library = false;  // YCbCr and Lab: its own conversion to RGBA

  bool reopen() {
    tiff.reset();
    tiff = source.open(most_memory);
    if (!tiff) return false;
    if (TIFFCurrentDirOffset(tiff.get()) == directory) return prepare();
    return TIFFSetSubDirectory(tiff.get(), directory) == 1 && prepare();
  }

  // JPEG's YCbCr comes out as RGB.
  bool prepare() {
    const auto photometric = field<std::uint16_t>(tiff.get(), TIFFTAG_PHOTOMETRIC, 0xFFFF);
    if (field<std::uint16_t>(tiff.get(), TIFFTAG_COMPRESSION, 1) == COMPRESSION_JPEG &&
        photometric == PHOTOMETRIC_YCBCR &&
        field<std::uint16_t>(tiff.get(), TIFFTAG_PLANARCONFIG, 1) == PLANARCONFIG_CONTIG)
      TIFFSetField(tiff.get(), TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    return true;
  }

  void look();
  void look_at_colour(std::uint16_t photometric, std::uint16_t compression);
  void look_at_alpha();
  void look_at_extent();
  void read_palette();
  TiffChannels read_all();
  TiffChannels read_what_is_there();
  std::size_t read_strips(TiffChannels& to, std::uint16_t plane);
  std::size_t read_rows(TiffChannels& to, std::uint16_t plane, std::size_t from);
  std::size_t read_tiles(TiffChannels& to, std::uint16_t plane);
  std::size_t read_converted(TiffChannels& to);
  void put(const std::uint8_t* row, TiffChannels& to, std::uint16_t plane, std::size_t x,
           std::size_t y, std::size_t width) const;
};

void TiffReader::Library::look() {
  TIFF* const file = tiff.get();
  page.width = field<std::uint32_t>(file, TIFFTAG_IMAGEWIDTH, 0);
  page.height = field<std::uint32_t>(file, TIFFTAG_IMAGELENGTH, 0);
  const auto orientation = field<std::uint16_t>(file, TIFFTAG_ORIENTATION, 1);
  page.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
  page.bits = field<std::uint16_t>(file, TIFFTAG_BITSPERSAMPLE, 1);
  in_file = field<std::uint16_t>(file, TIFFTAG_SAMPLESPERPIXEL, 1);
  apart =
      field<std::uint16_t>(file, TIFFTAG_PLANARCONFIG, 1) == PLANARCONFIG_SEPARATE && in_file > 1;
  tiled = TIFFIsTiled(file) != 0;
  const auto compression = field<std::uint16_t>(file, TIFFTAG_COMPRESSION, 1);
  const auto kind = field<std::uint16_t>(file, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
  if (page.width == 0 || page.height == 0)
    page.refusal = "The TIFF claims a side of 0 pixels";
  else if (!known_compression(compression) || TIFFIsCODECConfigured(compression) == 0)
    page.refusal = "The TIFF is compressed in a way that hardly any program can read";
  else if (kind != SAMPLEFORMAT_UINT && kind != SAMPLEFORMAT_VOID)
    page.refusal = "The TIFF holds floating-point or signed numbers; save it with 8 or 16 bits";
  else if (page.bits != 1 && page.bits != 2 && page.bits != 4 && page.bits != 8 && page.bits != 16)
    page.refusal = "The TIFF has other than 1, 2, 4, 8 or 16 bits a channel";
  else if (in_file == 0 || in_file > kMostSamples)
    page.refusal = "The TIFF has more than 16 channels";
  else
    look_at_colour(field<std::uint16_t>(file, TIFFTAG_PHOTOMETRIC, 0xFFFF), compression);
  if (page.refusal.empty()) look_at_extent();
}

void TiffReader::Library::look_at_colour(std::uint16_t photometric, std::uint16_t compression) {
  std::size_t needed = 1;
  switch (photometric) {
    case PHOTOMETRIC_MINISWHITE:
      page.colour = TiffColour::kGreyInverted;
      break;
    case PHOTOMETRIC_MINISBLACK:
      page.colour = TiffColour::kGrey;
      break;
    case PHOTOMETRIC_PALETTE:
      page.colour = TiffColour::kPalette;
      read_palette();
      break;
    case PHOTOMETRIC_RGB:
      page.colour = TiffColour::kRgb;
      needed = 3;
      break;
    case PHOTOMETRIC_SEPARATED:
      page.colour = TiffColour::kCmyk;
      needed = 4;
      if (field<std::uint16_t>(tiff.get(), TIFFTAG_INKSET, INKSET_CMYK) != INKSET_CMYK)
        page.refusal = "The TIFF is made of inks other than CMYK, whose colours are not known";
      break;
    case PHOTOMETRIC_YCBCR:
    case PHOTOMETRIC_CIELAB:
      page.colour = TiffColour::kRgb;
      needed = photometric == PHOTOMETRIC_CIELAB ? 1 : 3;
      by_library = photometric == PHOTOMETRIC_CIELAB || compression != COMPRESSION_JPEG || apart;
      break;
    default:
      page.refusal = "The TIFF's colours are of a kind that is not known";
  }
  const bool deep_colour = page.bits < 8 && needed > 1;
  if (page.refusal.empty() && (in_file < needed || deep_colour))
    page.refusal = "The TIFF has fewer channels or bits than its colours need";
  look_at_alpha();
  samples = {page.bits, page.colour == TiffColour::kPalette};
  if (!by_library) return;
  page.alpha = TiffAlpha::kMultipliedIn;
  std::array<char, 1024> why{};
  if (page.refusal.empty() && TIFFRGBAImageOK(tiff.get(), why.data()) != 1)
    page.refusal = "The TIFF's colours are stored in a way that hardly any program can read";
}

void TiffReader::Library::look_at_alpha() {
  std::uint16_t count = 0;
  const std::uint16_t* kinds = nullptr;
  if (TIFFGetField(tiff.get(), TIFFTAG_EXTRASAMPLES, &count, &kinds) != 1 || count == 0) return;
  if (page.colour == TiffColour::kPalette) return;
  if (kinds[0] == EXTRASAMPLE_ASSOCALPHA) page.alpha = TiffAlpha::kMultipliedIn;
  if (kinds[0] == EXTRASAMPLE_UNASSALPHA) page.alpha = TiffAlpha::kPlain;
}

void TiffReader::Library::read_palette() {
  std::array<const std::uint16_t*, 3> maps{};
  if (page.bits > 8 ||
      TIFFGetField(tiff.get(), TIFFTAG_COLORMAP, &maps[0], &maps[1], &maps[2]) != 1) {
    page.refusal = "The TIFF has no palette that its pixels could be looked up in";
    return;
  }
  const std::size_t colours = std::size_t{1} << page.bits;
  // 16 bits, but some programs have written 8.
  bool wide = false;
  for (const std::uint16_t* map : maps)
    wide = wide || std::any_of(map, map + colours, [](std::uint16_t value) { return value > 255; });
  for (std::size_t c = 0; c < maps.size(); ++c)
    for (std::size_t i = 0; i < colours; ++i)
      page.palette[c][i] =
          wide ? eight_of_sixteen(maps[c][i]) : static_cast<std::uint8_t>(maps[c][i]);
}

void TiffReader::Library::look_at_extent() {
  TIFF* const file = tiff.get();
  const std::uint32_t count = tiled ? TIFFNumberOfTiles(file) : TIFFNumberOfStrips(file);
  for (std::uint32_t i = 0; i < std::min(count, kMostStrips); ++i) {
    const std::uint64_t begin = TIFFGetStrileOffset(file, i);
    const std::uint64_t bytes = TIFFGetStrileByteCount(file, i);
    if (bytes < (std::uint64_t{1} << 48) && begin < (std::uint64_t{1} << 48))
      page.ends_at = std::max(page.ends_at, begin + bytes);
  }
}

void TiffReader::Library::put(const std::uint8_t* row, TiffChannels& to, std::uint16_t plane,
                              std::size_t x, std::size_t y, std::size_t width) const {
  if (apart) {
    unpack(row, samples, {1, 0}, width, to.planes[plane].row(y) + x);
    return;
  }
  for (std::size_t c = 0; c < to.planes.size(); ++c)
    unpack(row, samples, {in_file, c}, width, to.planes[c].row(y) + x);
}

// Strip by strip; the rows that are whole.
std::size_t TiffReader::Library::read_strips(TiffChannels& to, std::uint16_t plane) {
  const tmsize_t row_bytes = TIFFScanlineSize(tiff.get());
  const tmsize_t strip_bytes = TIFFStripSize(tiff.get());
  const auto rows =
      std::min(field<std::uint32_t>(tiff.get(), TIFFTAG_ROWSPERSTRIP, page.height), page.height);
  if (row_bytes <= 0 || rows == 0) return 0;
  if (strip_bytes <= 0 || static_cast<std::size_t>(strip_bytes) > kLargestStrip)
    return read_rows(to, plane, 0);
  std::vector<std::uint8_t> strip(static_cast<std::size_t>(strip_bytes));
  for (std::uint32_t y = 0; y < page.height; y += rows) {
    const std::uint32_t here = std::min(rows, page.height - y);
    const tmsize_t wanted = row_bytes * static_cast<tmsize_t>(here);
    const std::uint32_t number = TIFFComputeStrip(tiff.get(), y, plane);
    if (TIFFReadEncodedStrip(tiff.get(), number, strip.data(), wanted) < wanted)
      return reopen() ? read_rows(to, plane, y) : y;
    for (std::uint32_t i = 0; i < here; ++i)
      put(strip.data() + static_cast<std::size_t>(row_bytes) * i, to, plane, 0, y + i, page.width);
  }
  return page.height;
}

// Row by row, as far as it goes: of a strip that is cut the first rows are there.
std::size_t TiffReader::Library::read_rows(TiffChannels& to, std::uint16_t plane,
                                           std::size_t from) {
  const tmsize_t row_bytes = TIFFScanlineSize(tiff.get());
  if (row_bytes <= 0 || static_cast<std::size_t>(row_bytes) > most_memory) return from;
  std::vector<std::uint8_t> row(static_cast<std::size_t>(row_bytes));
  for (std::size_t y = from; y < page.height; ++y) {
    if (TIFFReadScanline(tiff.get(), row.data(), static_cast<std::uint32_t>(y), plane) != 1)
      return y;
    put(row.data(), to, plane, 0, y, page.width);
  }
  return page.height;
}

std::size_t TiffReader::Library::read_tiles(TiffChannels& to, std::uint16_t plane) {
  const auto across = field<std::uint32_t>(tiff.get(), TIFFTAG_TILEWIDTH, 0);
  const auto down = field<std::uint32_t>(tiff.get(), TIFFTAG_TILELENGTH, 0);
  const tmsize_t tile_bytes = TIFFTileSize(tiff.get());
  const tmsize_t row_bytes = TIFFTileRowSize(tiff.get());
  if (across == 0 || down == 0 || tile_bytes <= 0 || row_bytes <= 0 ||
      static_cast<std::size_t>(tile_bytes) > most_memory)
    return 0;
  std::vector<std::uint8_t> tile(static_cast<std::size_t>(tile_bytes));
  for (std::uint64_t y = 0; y < page.height; y += down)
    for (std::uint64_t x = 0; x < page.width; x += across) {
      const auto number = TIFFComputeTile(tiff.get(), static_cast<std::uint32_t>(x),
                                          static_cast<std::uint32_t>(y), 0, plane);
      if (TIFFReadEncodedTile(tiff.get(), number, tile.data(), tile_bytes) < tile_bytes) return y;
      const std::size_t width = std::min<std::uint64_t>(across, page.width - x);
      const std::size_t height = std::min<std::uint64_t>(down, page.height - y);
      for (std::size_t i = 0; i < height; ++i)
        put(tile.data() + static_cast<std::size_t>(row_bytes) * i, to, plane, x, y + i, width);
    }
  return page.height;
}

// The library's raster: rows from the bottom of each strip or tile up, R in the lowest byte.
std::size_t TiffReader::Library::read_converted(TiffChannels& to) {
  TIFFSetField(tiff.get(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);  // turning is done later
  const std::uint32_t across =
      tiled ? field<std::uint32_t>(tiff.get(), TIFFTAG_TILEWIDTH, 0) : page.width;
  const std::uint32_t down =
      tiled ? field<std::uint32_t>(tiff.get(), TIFFTAG_TILELENGTH, 0)
            : std::min(field<std::uint32_t>(tiff.get(), TIFFTAG_ROWSPERSTRIP, page.height),
                       page.height);
  if (across == 0 || down == 0 ||
      std::uint64_t{across} * down > most_memory / sizeof(std::uint32_t))
    return 0;
  std::vector<std::uint32_t> raster(std::size_t{across} * down);
  for (std::uint64_t y = 0; y < page.height; y += down)
    for (std::uint64_t x = 0; x < page.width; x += across) {
      const auto column = static_cast<std::uint32_t>(x);
      const auto row = static_cast<std::uint32_t>(y);
      const int done = tiled ? TIFFReadRGBATileExt(tiff.get(), column, row, raster.data(), 1)
                             : TIFFReadRGBAStripExt(tiff.get(), row, raster.data(), 1);
      if (done != 1) return y;
      const std::size_t width = std::min<std::uint64_t>(across, page.width - x);
      const std::size_t height = std::min<std::uint64_t>(down, page.height - y);
      // A tile's raster is filled from the bottom whole, the last strip's as far as it goes.
      const std::size_t lowest = tiled ? down : height;
      for (std::size_t i = 0; i < height; ++i) {
        const std::uint32_t* from = raster.data() + (lowest - 1 - i) * across;
        for (std::size_t c = 0; c < to.planes.size(); ++c)
          for (std::size_t j = 0; j < width; ++j)
            to.planes[c].row(y + i)[x + j] = static_cast<std::uint8_t>(from[j] >> (8 * c));
      }
    }
  return page.height;
}

TiffChannels TiffReader::Library::read_all() {
  std::size_t channels = page.colour == TiffColour::kRgb    ? 3
                         : page.colour == TiffColour::kCmyk ? 4
                                                            : 1;
  if (page.alpha != TiffAlpha::kNone && (by_library || channels < in_file)) ++channels;
  TiffChannels result;
  for (std::size_t c = 0; c < channels; ++c)
    result.planes.push_back(make_plane(page.width, page.height));
  result.rows = page.height;
  if (by_library) {
    result.rows = read_converted(result);
    return result;
  }
  const std::size_t passes = apart ? channels : 1;
  for (std::uint16_t plane = 0; plane < passes && result.rows > 0; ++plane)
    result.rows =
        std::min(result.rows, tiled ? read_tiles(result, plane) : read_strips(result, plane));
  return result;
}

// Of a file that ends early: decoded twice, with other values in the places that are not there. The
// rows that come out alike are made of what is there, whatever the compression.
TiffChannels TiffReader::Library::read_what_is_there() {
  source.size = page.ends_at;
  std::array<TiffChannels, 2> tries;
  for (TiffChannels& one : tries) {
    source.padding = &one == &tries[0] ? 0x00 : 0xFF;
    if (reopen()) one = read_all();
    if (one.rows == 0) return {};
  }
  source.size = source.bytes.size();
  const std::size_t most = std::min(tries[0].rows, tries[1].rows);
  std::size_t rows = 0;
  const auto alike = [&](std::size_t c) {
    return std::memcmp(tries[0].planes[c].row(rows), tries[1].planes[c].row(rows), page.width) == 0;
  };
  const auto all_alike = [&] {
    for (std::size_t c = 0; c < tries[0].planes.size(); ++c)
      if (!alike(c)) return false;
    return true;
  };
  while (rows < most && all_alike()) ++rows;
  tries[0].rows = rows;
  return std::move(tries[0]);
}

TiffReader::TiffReader(std::span<const std::uint8_t> bytes, const DecodeLimits& limits)
    : library_(std::make_unique<Library>()) {
  library_->source.bytes = bytes;
  library_->source.size = bytes.size();
  library_->most_memory = limits.max_working_bytes;
}

TiffReader::~TiffReader() = default;

bool TiffReader::open(std::uint64_t directory) {
  library_->directory = directory;
  if (!library_->reopen()) return false;
  library_->look();
  return true;
}

const TiffPage& TiffReader::page() const {
  return library_->page;
}

TiffChannels TiffReader::read() {
  const bool ends_early = page().ends_at > library_->source.bytes.size();
  return ends_early ? library_->read_what_is_there() : library_->read_all();
}

}  // namespace photosieve
