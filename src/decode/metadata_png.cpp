// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_png.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "decode/big_endian.h"

namespace photosieve {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kSignature = 8;
constexpr std::size_t kFrame = 12;  // length, name, checksum
constexpr std::string_view kXmpKeyword = "XML:com.adobe.xmp";

// zlib data, at most kMostAssembled bytes of them; what a damaged end leaves is kept.
ByteVector unpacked(ByteSpan packed) {
  ByteVector plain;
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return plain;
  stream.next_in = const_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(packed.size(), kMostAssembled));
  std::array<std::uint8_t, 16384> piece{};
  int state = Z_OK;
  while (state == Z_OK && plain.size() <= kMostAssembled) {
    stream.next_out = piece.data();
    stream.avail_out = static_cast<uInt>(piece.size());
    state = inflate(&stream, Z_NO_FLUSH);
    const std::size_t got = piece.size() - stream.avail_out;
    plain.insert(plain.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(got));
    if (got == 0) break;
  }
  inflateEnd(&stream);
  if (plain.size() > kMostAssembled) plain.clear();
  return plain;
}

// Cuts the text before the next '\0' off the front; nothing where there is none.
std::optional<std::string_view> field(ByteSpan& bytes) {
  const std::string_view all = text_of(bytes);
  const std::size_t end = all.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  bytes = bytes.subspan(end + 1);
  return all.substr(0, end);
}

// A tEXt, zTXt or iTXt chunk: its keyword and its text.
struct TextChunk {
  std::string_view keyword;
  std::string text;
};

std::optional<TextChunk> text_chunk(std::string_view name, ByteSpan body) {
  const auto keyword = field(body);
  if (!keyword) return std::nullopt;
  TextChunk chunk{*keyword, {}};
  bool packed = false;
  if (name == "zTXt") {
    if (body.empty()) return std::nullopt;
    packed = true;
    body = body.subspan(1);
  } else if (name == "iTXt") {
    if (body.size() < 2) return std::nullopt;
    packed = body[0] != 0;
    body = body.subspan(2);
    if (!field(body) || !field(body)) return std::nullopt;  // language, translated keyword
  }
  if (packed) {
    const ByteVector plain = unpacked(body);
    chunk.text = text_of(plain);
  } else if (body.size() <= kMostAssembled) {
    chunk.text = text_of(body);
  }
  return chunk;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// ImageMagick's raw profiles: a line with the name, one with the length, then hexadecimal digits.
ByteVector raw_profile(std::string_view text) {
  ByteVector bytes;
  std::size_t hex = 0;  // behind the third line end; the text begins with one
  for (int lines = 0; lines < 3; ++lines) {
    const std::size_t end = text.find('\n', hex);
    if (end == std::string_view::npos) return bytes;
    hex = end + 1;
  }
  int high = -1;
  for (const char c : text.substr(hex)) {
    const int digit = hex_digit(c);
    if (digit < 0) continue;
    if (high < 0) {
      high = digit;
    } else {
      bytes.push_back(static_cast<std::uint8_t>(high << 4 | digit));
      high = -1;
    }
  }
  return bytes;
}

class PngWalk {
 public:
  PngWalk(ByteSpan file, MetadataBlocks& blocks) : file_(file), blocks_(blocks) {}

  void walk() {
    std::size_t at = kSignature;
    while (file_.size() >= kFrame && at <= file_.size() - kFrame) {
      const std::size_t length = big32(file_, at);
      const std::string_view name = text_of(file_.subspan(at + 4, 4));
      if (length > file_.size() - at - kFrame || name == "IEND") return;
      take(name, file_.subspan(at + 8, length));
      at += kFrame + length;
    }
  }

 private:
  void take(std::string_view name, ByteSpan body) {
    if (name == "IHDR" && body.size() >= 13)
      blocks_.model = (body[9] & 2) != 0 ? ColourModel::kRgb : ColourModel::kGrey;
    if (name == "eXIf") take_exif(body);
    if (name == "iCCP") take_icc(body);
    if (name == "sRGB") blocks_.png.srgb = true;
    if (name == "gAMA" && body.size() >= 4) blocks_.png.gamma = big32(body, 0) / 100000.0;
    if (name == "cHRM" && body.size() >= 32) {
      blocks_.png.chromaticities.emplace();
      for (std::size_t i = 0; i < 8; ++i)
        (*blocks_.png.chromaticities)[i] = big32(body, 4 * i) / 100000.0;
    }
    if (name == "cICP" && body.size() >= 4) take_code_points(body);
    if (name == "caBX" && blocks_.c2pa_where.empty()) take_c2pa(body);
    if (name == "tEXt" || name == "zTXt" || name == "iTXt") take_text(name, body);
  }

  void take_code_points(ByteSpan body) {
    blocks_.code_points = CodePoints{body[0], body[1]};
    blocks_.code_points_first = true;
  }

  void take_exif(ByteSpan block) {
    if (begins_with(block, "Exif\0\0"sv)) block = block.subspan(6);
    if (blocks_.exif.empty()) blocks_.exif = block;
  }

  void take_icc(ByteSpan body) {
    if (!field(body) || body.empty()) return;
    blocks_.icc = unpacked(body.subspan(1));
    if (blocks_.icc.empty()) blocks_.icc = {0, 0, 0, 0};  // there is one, and it is broken
  }

  void take_c2pa(ByteSpan body) {
    blocks_.c2pa_where = "PNG caBX";
    if (body.size() <= kMostAssembled)
      blocks_.c2pa.assign(body.begin(), body.end());
    else
      blocks_.problem("The Content Credentials are too large to be read");
  }

  void take_text(std::string_view name, ByteSpan body) {
    if (++texts_ > 256) return;
    auto chunk = text_chunk(name, body);
    if (!chunk) return;
    if (chunk->keyword == kXmpKeyword && blocks_.xmp.empty()) blocks_.xmp = std::move(chunk->text);
    if (chunk->keyword == "parameters" && chunk->text.find("Steps:") != std::string::npos) {
      blocks_.ai_text = "generator parameters";
      blocks_.ai_text_where = "PNG text \"parameters\"";
    }
    if (chunk->keyword.starts_with("Raw profile type "))
      take_raw(chunk->keyword.substr(17), chunk->text);
  }

  void take_raw(std::string_view type, std::string_view text) {
    ByteVector bytes = raw_profile(text);
    const bool exif = type == "exif" || (type == "APP1" && begins_with(bytes, "Exif\0\0"sv));
    if (exif && blocks_.exif.empty()) {
      if (begins_with(bytes, "Exif\0\0"sv)) bytes.erase(bytes.begin(), bytes.begin() + 6);
      blocks_.exif_bytes = std::move(bytes);
      blocks_.exif = blocks_.exif_bytes;
    } else if (type == "iptc") {
      read_image_resources(bytes, blocks_);
      if (blocks_.iptc.empty() && !bytes.empty() && bytes[0] == 0x1C)
        blocks_.iptc = std::move(bytes);
    } else if (type == "xmp" && blocks_.xmp.empty()) {
      blocks_.xmp = text_of(bytes);
    } else if ((type == "icc" || type == "icm") && blocks_.icc.empty()) {
      blocks_.icc = std::move(bytes);
    }
  }

  ByteSpan file_;
  MetadataBlocks& blocks_;
  int texts_ = 0;
};

}  // namespace

void walk_png_metadata(ByteSpan file, MetadataBlocks& blocks) {
  PngWalk(file, blocks).walk();
}

}  // namespace photosieve
