// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/photo_table.h"

#include <cstring>

#include "base/result.h"

namespace photosieve {

void PhotoTable::add(const PhotoRef& photo) {
  PS_CHECK(photo.n == size() + 1);
  const std::string_view path = photo.path;
  const std::size_t slash = path.rfind('/');
  const std::size_t name_begin = slash == std::string_view::npos ? 0 : slash + 1;
  Row row;
  row.identity = photo.identity;
  row.folder = folder_id(path.substr(0, name_begin));
  keep_name(path.substr(name_begin), row);
  rows_.push_back(row);
}

std::string PhotoTable::path(std::uint32_t n) const {
  const Row& wanted = row(n);
  std::string path = *folders_[wanted.folder];
  path.append(blocks_[wanted.block].get() + wanted.offset, wanted.length);
  return path;
}

std::string_view PhotoTable::file_name(std::uint32_t n) const {
  const Row& wanted = row(n);
  return {blocks_[wanted.block].get() + wanted.offset, wanted.length};
}

std::uint32_t PhotoTable::folder_id(std::string_view folder) {
  const auto known = folder_ids_.find(folder);
  if (known != folder_ids_.end()) return known->second;
  const auto id = static_cast<std::uint32_t>(folders_.size());
  const auto added = folder_ids_.emplace(std::string(folder), id).first;
  folders_.push_back(&added->first);
  return id;
}

void PhotoTable::keep_name(std::string_view name, Row& row) {
  PS_CHECK(name.size() <= kBlockBytes);
  if (block_used_ + name.size() > kBlockBytes) {
    blocks_.push_back(std::make_unique<char[]>(kBlockBytes));
    block_used_ = 0;
  }
  std::memcpy(blocks_.back().get() + block_used_, name.data(), name.size());
  row.block = static_cast<std::uint32_t>(blocks_.size() - 1);
  row.offset = static_cast<std::uint16_t>(block_used_);
  row.length = static_cast<std::uint16_t>(name.size());
  block_used_ += name.size();
}

}  // namespace photosieve
