// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/metadata_bmff.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "decode/big_endian.h"

namespace photosieve {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMostBoxes = 4096;  // in one container
constexpr std::size_t kMostItems = 4096;
constexpr std::size_t kMostExtents = 64;
// The identity of a C2PA box: C2PA Technical Specification 2.1, A.5.
constexpr std::string_view kC2paUuid =
    "\xD8\xFE\xC3\xD6\x1B\x0E\x48\x3C\x92\x97\x58\x28\x87\x7E\xC4\x81"sv;

// Bytes that are taken off the front, big-endian; once they do not suffice everything is 0.
class Cursor {
 public:
  explicit Cursor(ByteSpan bytes) : bytes_(bytes) {}

  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] ByteSpan rest() const { return bytes_; }
  std::uint64_t number(std::size_t size) {  // of 0 to 8 bytes
    const ByteSpan taken = take(size);
    std::uint64_t value = 0;
    for (const std::uint8_t byte : taken) value = value << 8 | byte;
    return value;
  }
  ByteSpan take(std::size_t size) {
    good_ = good_ && size <= bytes_.size();
    if (!good_) return {};
    const ByteSpan taken = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return taken;
  }
  std::string_view text() {  // up to and over the next '\0'
    const std::string_view all = text_of(bytes_);
    const std::size_t end = std::min(all.find('\0'), all.size());
    static_cast<void>(take(std::min(end + 1, all.size())));
    return all.substr(0, end);
  }

 private:
  ByteSpan bytes_;
  bool good_ = true;
};

struct Box {
  std::string_view type;
  ByteSpan body;
};

// The next box of a container, cut off its front; nothing at the end and where it does not fit.
std::optional<Box> next_box(ByteSpan& bytes) {
  if (bytes.size() < 8) return std::nullopt;
  std::uint64_t size = big32(bytes, 0);
  std::size_t head = 8;
  if (size == 1) {
    if (bytes.size() < 16) return std::nullopt;
    size = big64(bytes, 8);
    head = 16;
  } else if (size == 0) {
    size = bytes.size();
  }
  if (size < head || size > bytes.size()) return std::nullopt;
  const Box box{text_of(bytes.subspan(4, 4)), bytes.subspan(head, size - head)};
  bytes = bytes.subspan(size);
  return box;
}

template <class Each>
void each_box(ByteSpan container, const Each& each) {
  for (std::size_t i = 0; i < kMostBoxes; ++i) {
    const auto box = next_box(container);
    if (!box) return;
    each(*box);
  }
}

struct Item {
  std::uint64_t id = 0;
  bool exif = false;
  bool xmp = false;
  std::uint64_t construction = 0;  // 0: in the file, 1: in the idat box
  std::vector<std::pair<std::uint64_t, std::uint64_t>> extents;
};

class Meta {
 public:
  Meta(ByteSpan file, MetadataBlocks& blocks) : file_(file), blocks_(blocks) {}

  void read(ByteSpan body) {
    Cursor full(body);
    static_cast<void>(full.take(4));  // version and flags
    each_box(full.rest(), [&](const Box& box) {
      if (box.type == "pitm") read_primary(box.body);
      if (box.type == "iinf") read_infos(box.body);
      if (box.type == "idat") data_ = box.body;
      if (box.type == "iloc") locations_ = box.body;
      if (box.type == "iprp") read_properties(box.body);
    });
    read_locations();
    for (const Item& item : items_) use(item);
    use_colour();
  }

 private:
  void read_primary(ByteSpan body) {
    Cursor cursor(body);
    const std::uint64_t version = cursor.number(1);
    cursor.number(3);
    primary_ = cursor.number(version == 0 ? 2 : 4);
  }

  void read_infos(ByteSpan body) {
    Cursor cursor(body);
    const std::uint64_t version = cursor.number(1);
    cursor.number(3);
    cursor.number(version == 0 ? 2 : 4);
    each_box(cursor.rest(), [&](const Box& box) {
      if (box.type == "infe" && items_.size() < kMostItems) read_info(box.body);
    });
  }

  void read_info(ByteSpan body) {
    Cursor cursor(body);
    const std::uint64_t version = cursor.number(1);
    cursor.number(3);
    if (version < 2) return;
    Item item;
    item.id = cursor.number(version == 2 ? 2 : 4);
    cursor.number(2);  // protection
    const std::string_view type = text_of(cursor.take(4));
    static_cast<void>(cursor.text());  // name
    item.exif = type == "Exif";
    item.xmp = type == "mime" && cursor.text() == "application/rdf+xml";
    if (item.exif || item.xmp) items_.push_back(std::move(item));
  }

  Item* item(std::uint64_t id) {
    const auto found =
        std::find_if(items_.begin(), items_.end(), [id](const Item& one) { return one.id == id; });
    return found == items_.end() ? nullptr : &*found;
  }

  void read_locations() {
    Cursor cursor(locations_);
    const std::uint64_t version = cursor.number(1);
    cursor.number(3);
    const std::uint64_t sizes = cursor.number(2);
    const std::size_t offset_size = sizes >> 12;
    const std::size_t length_size = sizes >> 8 & 15;
    const std::size_t base_size = sizes >> 4 & 15;
    const std::size_t index_size = version == 0 ? 0 : sizes & 15;
    if (std::max({offset_size, length_size, base_size, index_size}) > 8) return;
    const std::uint64_t count = cursor.number(version < 2 ? 2 : 4);
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(count, kMostItems); ++i) {
      Item location;
      location.id = cursor.number(version < 2 ? 2 : 4);
      if (version > 0) location.construction = cursor.number(2) & 15;
      cursor.number(2);  // where the data are kept: in this file
      const std::uint64_t base = cursor.number(base_size);
      const std::uint64_t extents = cursor.number(2);
      for (std::uint64_t e = 0; e < extents && cursor.good(); ++e) {
        cursor.number(index_size);
        const std::uint64_t offset = cursor.number(offset_size);
        const std::uint64_t length = cursor.number(length_size);
        if (location.extents.size() < kMostExtents)
          location.extents.emplace_back(base + offset, length);
      }
      if (!cursor.good()) return;
      if (Item* known = item(location.id)) {
        known->construction = location.construction;
        known->extents = std::move(location.extents);
      }
    }
  }

  ByteVector bytes_of(const Item& item) const {
    const ByteSpan from = item.construction == 1 ? data_ : file_;
    ByteVector bytes;
    if (item.construction > 1) return bytes;
    for (const auto& [offset, length] : item.extents) {
      if (offset > from.size() || length > from.size() - offset ||
          bytes.size() + length > kMostAssembled)
        return {};
      const ByteSpan extent = from.subspan(offset, length);
      bytes.insert(bytes.end(), extent.begin(), extent.end());
    }
    return bytes;
  }

  void use(const Item& item) {
    ByteVector bytes = bytes_of(item);
    if (bytes.empty()) {
      blocks_.problem(item.exif ? "The Exif block is not where the file says"
                                : "The XMP block is not where the file says");
    } else if (item.xmp && blocks_.xmp.empty()) {
      blocks_.xmp = text_of(bytes);
    } else if (item.exif && blocks_.exif.empty() && bytes.size() > 4) {
      const std::uint64_t skipped = 4 + std::uint64_t{big32(bytes, 0)};  // to the TIFF header
      if (skipped >= bytes.size()) return;
      blocks_.exif_bytes = std::move(bytes);
      blocks_.exif = ByteSpan(blocks_.exif_bytes).subspan(skipped);
    }
  }

  void read_properties(ByteSpan body) {
    each_box(body, [&](const Box& box) {
      if (box.type == "ipco")
        each_box(box.body, [&](const Box& property) { properties_.push_back(property); });
      if (box.type == "ipma") associations_ = box.body;
    });
  }

  // The properties of the primary item, by their number from 1.
  [[nodiscard]] std::vector<std::size_t> primary_properties() const {
    std::vector<std::size_t> numbers;
    Cursor cursor(associations_);
    const std::uint64_t version = cursor.number(1);
    const bool wide = (cursor.number(3) & 1) != 0;
    const std::uint64_t count = cursor.number(4);
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(count, kMostItems) && cursor.good();
         ++i) {
      const std::uint64_t id = cursor.number(version == 0 ? 2 : 4);
      const std::uint64_t entries = cursor.number(1);
      for (std::uint64_t e = 0; e < entries; ++e) {
        const std::uint64_t number = cursor.number(wide ? 2 : 1) & (wide ? 0x7FFF : 0x7F);
        if (id == primary_ && cursor.good()) numbers.push_back(number);
      }
    }
    return numbers;
  }

  void use_colour() {
    for (const std::size_t number : primary_properties()) {
      if (number == 0 || number > properties_.size()) continue;
      const Box& box = properties_[number - 1];
      if (box.type != "colr") continue;
      Cursor cursor(box.body);
      const std::string_view kind = text_of(cursor.take(4));
      if ((kind == "prof" || kind == "rICC") && cursor.rest().size() <= kMostAssembled) {
        blocks_.icc.assign(cursor.rest().begin(), cursor.rest().end());
      } else if (kind == "nclx") {
        CodePoints points;
        points.primaries = static_cast<std::uint16_t>(cursor.number(2));
        points.transfer = static_cast<std::uint16_t>(cursor.number(2));
        if (cursor.good()) blocks_.code_points = points;
      }
    }
  }

  ByteSpan file_;
  MetadataBlocks& blocks_;
  std::uint64_t primary_ = 0;
  std::vector<Item> items_;
  ByteSpan locations_;
  ByteSpan data_;
  ByteSpan associations_;
  std::vector<Box> properties_;
};

// A C2PA box: its identity, version and flags, its purpose and an offset, then the manifests.
void read_uuid(ByteSpan body, MetadataBlocks& blocks) {
  if (!begins_with(body, kC2paUuid) || !blocks.c2pa_where.empty()) return;
  Cursor cursor(body.subspan(kC2paUuid.size()));
  cursor.number(4);
  if (cursor.text() != "manifest") return;
  cursor.number(8);  // where the next box with an update is
  blocks.c2pa_where = "BMFF uuid box";
  const ByteSpan rest = cursor.rest();
  if (rest.size() <= kMostAssembled)
    blocks.c2pa.assign(rest.begin(), rest.end());
  else
    blocks.problem("The Content Credentials are too large to be read");
}

}  // namespace

void walk_bmff_metadata(ByteSpan file, MetadataBlocks& blocks) {
  blocks.model = ColourModel::kRgb;
  bool found = false;
  each_box(file, [&](const Box& box) {
    if (box.type == "meta" && !std::exchange(found, true)) Meta(file, blocks).read(box.body);
    if (box.type == "uuid") read_uuid(box.body, blocks);
  });
}

}  // namespace photosieve
