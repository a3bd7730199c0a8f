// PhotoTable: every photo of a session in as little memory as can be.
//
// Names lie end to end in blocks, each folder's path once; a photo costs 48 bytes and its name.
// Photos are added in the order of n, from 1, and never removed. Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/photo.h"

namespace photosieve {

// Where a photo stands in its run. The flags are independent of one another.
struct PhotoState {
  bool judged : 1 = false;        // a result is stored (or in the commit that is under way)
  bool own_approved : 1 = false;  // by its own findings
  bool approved : 1 = false;      // after reviewing; before it the same as own_approved
  bool staged : 1 = false;
  bool placed : 1 = false;
  bool copy_failed : 1 = false;
  bool copying : 1 = false;   // the mover has it
  bool again : 1 = false;     // it is to be judged once more: its copy waits for that
  bool leftover : 1 = false;  // staged from bytes that were judged before: to be removed
  bool unreadable : 1 = false;
  std::uint8_t issues : 4 = 0;  // a bit a Category: rejected with such a reason
};

class PhotoTable {
 public:
  void add(const PhotoRef& photo);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
  [[nodiscard]] std::string path(std::uint32_t n) const;
  // Without its folder; as long as the table lives.
  [[nodiscard]] std::string_view file_name(std::uint32_t n) const;
  [[nodiscard]] const FileIdentity& identity(std::uint32_t n) const { return row(n).identity; }
  void set_identity(std::uint32_t n, const FileIdentity& identity) { row(n).identity = identity; }
  [[nodiscard]] PhotoState& state(std::uint32_t n) { return row(n).state; }
  [[nodiscard]] const PhotoState& state(std::uint32_t n) const { return row(n).state; }

 private:
  struct Row {
    FileIdentity identity;
    std::uint32_t folder = 0;
    std::uint32_t block = 0;
    std::uint16_t offset = 0;
    std::uint16_t length = 0;
    PhotoState state;
  };

  [[nodiscard]] Row& row(std::uint32_t n) { return rows_[n - 1]; }
  [[nodiscard]] const Row& row(std::uint32_t n) const { return rows_[n - 1]; }
  [[nodiscard]] std::uint32_t folder_id(std::string_view folder);
  void keep_name(std::string_view name, Row& row);

  static constexpr std::size_t kBlockBytes = std::size_t{16} * 1024;

  // A deque, since a vector that grows would hold everything twice for a moment.
  std::deque<Row> rows_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_used_ = kBlockBytes;
  std::map<std::string, std::uint32_t, std::less<>> folder_ids_;
  std::vector<const std::string*> folders_;  // into folder_ids_
};

}  // namespace photosieve
