// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_jpeg.h"

#include <algorithm>
#include <string_view>

#include "decode/big_endian.h"

namespace photosieve {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kExif = "Exif\0\0"sv;
constexpr std::string_view kXmp = "http://ns.adobe.com/xap/1.0/\0"sv;
constexpr std::string_view kXmpExtension = "http://ns.adobe.com/xmp/extension/\0"sv;
constexpr std::string_view kIcc = "ICC_PROFILE\0"sv;
constexpr std::string_view kPhotoshop = "Photoshop 3.0\0"sv;
constexpr std::string_view kJumbf = "JP"sv;
constexpr std::size_t kGuidBytes = 32;
constexpr std::size_t kMostJumbfBoxes = 8;

// An XMP extension comes in pieces: the packet's GUID, its whole length, where the piece stands.
struct XmpExtension {
  std::string guid;
  std::string text;
  std::size_t received = 0;
};

// A JUMBF box in pieces that share an instance number and repeat the box's header.
struct JumbfBox {
  std::uint16_t instance = 0;
  ByteVector bytes;
};

class JpegWalk {
 public:
  JpegWalk(ByteSpan file, MetadataBlocks& blocks) : file_(file), blocks_(blocks) {}

  void walk() {
    std::size_t at = 2;  // behind SOI
    while (file_.size() - at >= 4 && file_[at] == 0xFF) {
      const std::uint8_t marker = file_[at + 1];
      if (marker == 0xFF) {  // fill byte
        ++at;
        continue;
      }
      if (marker == 0xDA || marker == 0xD9) break;  // scan, end
      const std::size_t length = big16(file_, at + 2);
      if (length < 2) break;
      const ByteSpan rest = file_.subspan(at + 4);
      if (length - 2 > rest.size()) {
        take(marker, rest);
        break;
      }
      take(marker, rest.first(length - 2));
      at += 2 + length;
    }
    finish();
  }

 private:
  void take(std::uint8_t marker, ByteSpan segment) {
    const bool frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame && segment.size() >= 6) take_frame(segment[5]);
    if (marker == 0xE1) take_app1(segment);
    if (marker == 0xE2 && begins_with(segment, kIcc)) take_icc(segment.subspan(kIcc.size()));
    if (marker == 0xEB && begins_with(segment, kJumbf)) take_jumbf(segment.subspan(2));
    if (marker == 0xED && begins_with(segment, kPhotoshop) &&
        resources_.size() + segment.size() <= kMostAssembled) {
      // Long resources go on in the next segment.
      const ByteSpan body = segment.subspan(kPhotoshop.size());
      resources_.insert(resources_.end(), body.begin(), body.end());
    }
  }

  void take_frame(int channels) {
    if (channels == 1) blocks_.model = ColourModel::kGrey;
    if (channels == 3) blocks_.model = ColourModel::kRgb;
    if (channels == 4) blocks_.model = ColourModel::kCmyk;
  }

  void take_app1(ByteSpan segment) {
    if (begins_with(segment, kExif)) {
      if (blocks_.exif.empty()) blocks_.exif = segment.subspan(kExif.size());
    } else if (begins_with(segment, kXmp)) {
      if (blocks_.xmp.empty()) blocks_.xmp = text_of(segment.subspan(kXmp.size()));
    } else if (begins_with(segment, kXmpExtension)) {
      take_extension(segment.subspan(kXmpExtension.size()));
    }
  }

  void take_extension(ByteSpan piece) {
    if (piece.size() < kGuidBytes + 8) return;
    const std::string_view guid = text_of(piece.first(kGuidBytes));
    const std::size_t whole = big32(piece, kGuidBytes);
    const std::size_t offset = big32(piece, kGuidBytes + 4);
    const std::string_view body = text_of(piece.subspan(kGuidBytes + 8));
    if (whole > kMostAssembled) {
      blocks_.problem("The extended XMP is too large to be read");
      return;
    }
    if (extension_.guid.empty()) {
      extension_.guid = guid;
      extension_.text.resize(whole);
    }
    if (extension_.guid != guid || extension_.text.size() != whole) return;
    if (offset > whole || body.size() > whole - offset) return;
    std::copy(body.begin(), body.end(),
              extension_.text.begin() + static_cast<std::ptrdiff_t>(offset));
    extension_.received += body.size();
  }

  void take_icc(ByteSpan piece) {
    if (piece.size() < 2) return;
    const unsigned place = piece[0];
    const unsigned count = piece[1];
    icc_in_order_ = icc_in_order_ && place == ++icc_pieces_ && place <= count;
    icc_count_ = count;
    if (blocks_.icc.size() + piece.size() > kMostAssembled) return;
    blocks_.icc.insert(blocks_.icc.end(), piece.begin() + 2, piece.end());
  }

  void take_jumbf(ByteSpan piece) {
    if (piece.size() < 14) return;  // instance, sequence, box length and type
    const std::uint16_t instance = big16(piece, 0);
    ByteSpan box = piece.subspan(6);
    auto found = std::find_if(jumbf_.begin(), jumbf_.end(),
                              [&](const JumbfBox& one) { return one.instance == instance; });
    if (found == jumbf_.end()) {
      if (jumbf_.size() == kMostJumbfBoxes) return;
      jumbf_.push_back({instance, {}});
      found = jumbf_.end() - 1;
    } else {
      const std::size_t head = big32(box, 0) == 1 ? 16 : 8;
      if (box.size() < head) return;
      box = box.subspan(head);
    }
    if (found->bytes.size() + box.size() > kMostAssembled) {
      blocks_.problem("The Content Credentials are too large to be read");
      return;
    }
    found->bytes.insert(found->bytes.end(), box.begin(), box.end());
  }

  void finish() {
    read_image_resources(resources_, blocks_);
    if (!extension_.guid.empty()) {
      const bool whole = extension_.received == extension_.text.size();
      if (whole && blocks_.xmp.find(extension_.guid) != std::string::npos)
        blocks_.xmp_extension = std::move(extension_.text);
      else
        blocks_.problem("The extended XMP is incomplete and was passed over");
    }
    if (!blocks_.icc.empty() && (!icc_in_order_ || icc_pieces_ != icc_count_))
      blocks_.icc.resize(std::min<std::size_t>(blocks_.icc.size(), 4));  // no profile: broken
    for (JumbfBox& box : jumbf_) {
      if (blocks_.c2pa_where.empty() && text_of(box.bytes).find("c2pa") == std::string_view::npos)
        continue;
      if (!blocks_.c2pa_where.empty()) break;
      blocks_.c2pa = std::move(box.bytes);
      blocks_.c2pa_where = "JPEG APP11";
    }
  }

  ByteSpan file_;
  MetadataBlocks& blocks_;
  ByteVector resources_;
  XmpExtension extension_;
  std::vector<JumbfBox> jumbf_;
  unsigned icc_pieces_ = 0;
  unsigned icc_count_ = 0;
  bool icc_in_order_ = true;
};

}  // namespace

void walk_jpeg_metadata(ByteSpan file, MetadataBlocks& blocks) {
  JpegWalk(file, blocks).walk();
}

}  // namespace photosieve
