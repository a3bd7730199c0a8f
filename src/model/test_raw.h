// Files with the structure of cameras' raw files, made for tests: directories without any pixels.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace photosieve::test {

struct TestDirectory {
  std::vector<std::pair<std::uint16_t, std::uint32_t>> tags;  // each one LONG
  std::string make;
  std::vector<TestDirectory> below;  // SubIFDs
};

class TiffBuilder {
 public:
  explicit TiffBuilder(bool big_endian) : big_endian_(big_endian) {
    bytes_ = big_endian ? std::vector<std::uint8_t>{'M', 'M', 0, 42}
                        : std::vector<std::uint8_t>{'I', 'I', 42, 0};
    number(0, 4);
  }

  // The directories as a chain, the first one first.
  std::vector<std::uint8_t> file(const std::vector<TestDirectory>& chain) {
    std::size_t next = 0;
    for (auto one = chain.rbegin(); one != chain.rend(); ++one) next = put(*one, next);
    set(4, next);
    return bytes_;
  }

 private:
  void number(std::size_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
      bytes_.push_back(static_cast<std::uint8_t>(value >> 8 * (big_endian_ ? size - 1 - i : i)));
  }
  void set(std::size_t at, std::size_t value) {
    for (std::size_t i = 0; i < 4; ++i)
      bytes_[at + i] = static_cast<std::uint8_t>(value >> 8 * (big_endian_ ? 3 - i : i));
  }
  void tag(std::size_t name, std::size_t type, std::size_t count, std::size_t value) {
    number(name, 2);
    number(type, 2);
    number(count, 4);
    number(value, 4);
  }

  std::size_t put(const TestDirectory& directory, std::size_t next) {
    std::vector<std::size_t> below;
    for (const TestDirectory& one : directory.below) below.push_back(put(one, 0));
    const std::size_t list = bytes_.size();
    for (const std::size_t at : below) number(at, 4);
    const std::size_t make = bytes_.size();
    bytes_.insert(bytes_.end(), directory.make.begin(), directory.make.end());
    bytes_.resize(bytes_.size() + 8);  // its end, and where a short one is read from
    const std::size_t at = bytes_.size();
    number(directory.tags.size() + (directory.make.empty() ? 0 : 1) + (below.empty() ? 0 : 1), 2);
    for (const auto& [name, value] : directory.tags) tag(name, 4, 1, value);
    if (!directory.make.empty()) tag(0x10F, 2, directory.make.size() + 1, make);
    if (below.size() == 1) tag(0x14A, 4, 1, below[0]);
    if (below.size() > 1) tag(0x14A, 4, below.size(), list);
    number(next, 4);
    return at;
  }

  bool big_endian_;
  std::vector<std::uint8_t> bytes_;
};

struct RawFile {
  std::string name;  // what it is expected to be called
  std::vector<std::uint8_t> bytes;
};

inline std::vector<std::uint8_t> marked(const std::string& head) {
  std::vector<std::uint8_t> bytes(head.begin(), head.end());
  bytes.resize(4096);
  return bytes;
}

// The structure of each maker's files as ExifTool's documentation and the DNG and TIFF/EP
// specifications describe it.
inline std::vector<RawFile> raw_files() {
  constexpr std::uint16_t kSubfile = 254;
  constexpr std::uint16_t kCompression = 259;
  constexpr std::uint16_t kPhotometric = 262;
  const TestDirectory sensor{{{kSubfile, 0}, {kCompression, 1}, {kPhotometric, 32803}}, "", {}};
  const TestDirectory preview{{{kSubfile, 1}, {kCompression, 6}, {kPhotometric, 6}}, "", {}};
  const auto camera = [&](const std::string& make, std::vector<TestDirectory> below) {
    return TestDirectory{
        {{kSubfile, 1}, {kCompression, 1}, {kPhotometric, 2}}, make, std::move(below)};
  };
  std::string cr2("II*\0\x10\0\0\0CR\2\0", 12);
  return {
      {"Nikon NEF", TiffBuilder(true).file({camera("NIKON CORPORATION", {preview, sensor})})},
      {"Nikon NEF",
       TiffBuilder(false).file({camera("NIKON", {{{{kCompression, 34713}}, "", {}}})})},
      {"Sony ARW", TiffBuilder(false).file({camera("SONY", {sensor}), preview})},
      {"Sony ARW", TiffBuilder(false).file({camera("SONY", {{{{kCompression, 32767}}, "", {}}})})},
      {"Pentax PEF",
       TiffBuilder(true).file({{{{kPhotometric, 32803}}, "PENTAX", {}}, preview, preview})},
      {"Samsung SRW", TiffBuilder(false).file({camera("SAMSUNG", {preview}), sensor})},
      {"Hasselblad 3FR", TiffBuilder(true).file({camera("Hasselblad", {sensor})})},
      {"DNG", TiffBuilder(false).file({{{{50706, 0x00000401}}, "Apple", {sensor}}})},
      {"DNG", TiffBuilder(true).file({{{{50706, 0x01040000}, {kPhotometric, 34892}}, "", {}}})},
      {"camera raw", TiffBuilder(false).file({{{{33422, 0x02010100}}, "Nobody", {}}})},
      {"Canon CR2", marked(cr2)},
      {"Canon CR3", marked(std::string("\0\0\0\x18"
                                       "ftypcrx \0\0\0\1crx isom",
                                       24))},
      {"Canon CRW", marked(std::string("II\x1A\0\0\0HEAPCCDR", 14))},
      {"Fujifilm RAF", marked("FUJIFILMCCD-RAW 0201")},
      {"Olympus ORF", marked(std::string("IIRO\x08\0\0\0", 8))},
      {"Olympus ORF", marked(std::string("IIRS\x08\0\0\0", 8))},
      {"Olympus ORF", marked(std::string("MMOR\0\0\0\x08", 8))},
      {"Panasonic RW2", marked(std::string("IIU\0\x18\0\0\0", 8))},
      {"Sigma X3F", marked("FOVb")},
      {"Minolta MRW", marked(std::string("\0MRM\0\0", 6))},
      {"Phase One IIQ", marked(std::string("II*\0\x08\0\0\0IIII", 12))},
  };
}

}  // namespace photosieve::test
