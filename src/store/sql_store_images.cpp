// What the store answers about many photos at once: pages of results, groups, numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "model/camera_name.h"
#include "model/photo_json.h"
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

constexpr const char* kGroups =
    "SELECT photo_group, COUNT(*), CAST(SUM(approved) AS BIGINT) FROM photos "
    "WHERE session_id=?1 AND photo_group<>0 AND photo_group>?2 "
    "GROUP BY photo_group ORDER BY photo_group LIMIT ?3";
constexpr const char* kLastPhoto =
    "SELECT n FROM photos WHERE session_id=?1 ORDER BY n DESC LIMIT 1";
constexpr const char* kPhotoFrom =
    "SELECT n, path FROM photos WHERE session_id=?1 AND n>=?2 ORDER BY n LIMIT 1";
constexpr const char* kMembers =
    "SELECT n FROM photos WHERE session_id=?1 AND photo_group=?2 AND photo_group<>0";
constexpr const char* kFigures =
    "SELECT n, path, approved, format, bytes, width, height, measures, quality, elapsed_ms, "
    "stored_after, metadata "
    "FROM photos WHERE session_id=?1 AND judged=1 ORDER BY n";

void take_equipment(const nlohmann::json& metadata, StoredFigures& figures) {
  const auto text = [&](const char* key) {
    const auto found = metadata.is_object() ? metadata.find(key) : metadata.end();
    return found != metadata.end() && found->is_string() ? found->get<std::string>()
                                                         : std::string();
  };
  figures.camera = camera_name(text("camera_make"), text("camera_model"));
  figures.lens = text("lens");
}

Result<StoredFigures> figures_of(const Statement& row) {
  StoredFigures figures;
  figures.n = count_at(row, 0);
  figures.path = row.text(1);
  figures.decision = decision_of(row.whole(2) != 0);
  figures.format = format_from(row.text(3)).value_or(Format::kUnknown);
  figures.bytes = static_cast<std::uint64_t>(row.whole(4));
  figures.megapixels = row.number(5) * row.number(6) / 1e6;
  const auto measures = nlohmann::json::parse(row.text(7), nullptr, false);
  PS_TRY(figures.measures, measures_from_json(measures));
  figures.quality = row.number(8);
  figures.elapsed_ms = row.number(9);
  if (!row.is_null(10)) figures.stored_after = row.number(10);
  if (!row.is_null(11))
    take_equipment(nlohmann::json::parse(row.text(11), nullptr, false), figures);
  return figures;
}

}  // namespace

// Photos are numbered in the order of their paths, so a path is found by halves, and no index over
// long paths is kept for it while a folder is scanned.
Result<std::int64_t> SqlStore::first_photo_from(const std::string& session_id,
                                                const std::string& path) {
  PS_TRY(Statement * newest, statement(kLastPhoto));
  newest->bind(1, session_id);
  PS_TRY(const bool any, newest->step());
  std::int64_t low = 1;
  std::int64_t high = any ? newest->whole(0) + 1 : 1;
  newest->reset();
  PS_TRY(Statement * select, statement(kPhotoFrom));
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    select->bind(1, session_id).bind(2, middle);
    PS_TRY(const bool there, select->step());
    const bool before = there && select->text(1) < path;
    const std::int64_t n = there ? select->whole(0) : middle;
    select->reset();
    if (before)
      low = n + 1;
    else
      high = middle;
  }
  return low;
}

Result<SqlStore::Matches> SqlStore::matches(const std::string& session_id,
                                            const ImageFilter& filter) {
  Matches found;
  // No person's decisions are stored yet: every photo is one that nobody has decided.
  if (filter.reviewed.value_or(false) || filter.group.value_or(1) == 0) return found;
  std::int64_t first = 1;
  std::int64_t last = std::numeric_limits<std::uint32_t>::max();
  if (!filter.folder.empty()) {
    // As bytes all that begins with "folder/" lies between "folder/" and "folder0".
    PS_TRY(first, first_photo_from(session_id, filter.folder + "/"));
    PS_TRY(last, first_photo_from(session_id, filter.folder + "0"));
    if (first > --last) return found;
  }
  std::map<std::uint32_t, PhotoBits> members;
  if (filter.group) {
    PS_TRY(Statement * select, statement(kMembers));
    select->bind(1, session_id).bind(2, std::int64_t{*filter.group});
    PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
      const std::uint32_t n = count_at(*select, 0);
      members[block_of(n)].set(place_of(n));
      return true;
    }));
    if (members.empty()) return found;
    first = std::max(first, std::int64_t{members.begin()->first} * kBlockPhotos + 1);
    last = std::min(last, (std::int64_t{members.rbegin()->first} + 1) * kBlockPhotos);
  }
  const std::int64_t from = (first - 1) / kBlockPhotos;
  const std::int64_t to = (last - 1) / kBlockPhotos;
  const auto take = [&](std::uint32_t block, PhotoBits match) {
    if (filter.group) match &= members[block];
    if (match.any()) found.blocks[block] = match;
  };
  // Before those that are written: a block that is written meanwhile is there either way.
  PS_TRY(const std::vector<std::uint32_t> open, blocks_of_kind(session_id, kOpenKind));
  for (const std::uint32_t block : open) {
    if (block < from || block > to) continue;
    PS_TRY(BlockColumns columns, load_block(session_id, block));
    take(block, columns.flags().matching(filter));
    found.open.insert_or_assign(block, std::move(columns));
  }
  PS_TRY_VOID(each_block(session_id, kFlagsKind, from, to,
                         [&](std::uint32_t block, const std::string& bytes) {
                           if (!found.open.contains(block))
                             take(block, BlockFlags::matching(bytes, filter));
                           return true;
                         }));
  const auto keep = [&](std::uint32_t block, std::int64_t limit, bool below) {
    const auto edge = found.blocks.find(block);
    if (edge == found.blocks.end()) return;
    for (std::size_t i = 0; i < kBlockPhotos; ++i) {
      const std::int64_t n = std::int64_t{block} * kBlockPhotos + static_cast<std::int64_t>(i) + 1;
      if (below ? n < limit : n > limit) edge->second.set(i, false);
    }
  };
  keep(static_cast<std::uint32_t>(from), first, true);
  keep(static_cast<std::uint32_t>(to), last, false);
  if (filter.text.empty() || found.blocks.empty()) return found;
  const std::string text = small_letters(filter.text);
  std::map<std::uint32_t, PhotoBits> named;
  constexpr std::uint32_t kParts = kBlockPhotos / kPathsPhotos;
  PS_TRY_VOID(each_block(session_id, kPathsKind, std::int64_t{found.blocks.begin()->first} * kParts,
                         (std::int64_t{found.blocks.rbegin()->first} + 1) * kParts - 1,
                         [&](std::uint32_t part, const std::string& paths) {
                           for (const std::size_t place : paths_with(paths, text))
                             named[part / kParts].set(std::size_t{part % kParts} * kPathsPhotos +
                                                      place);
                           return true;
                         }));
  for (auto& [block, match] : found.blocks) match &= named[block];
  return found;
}

Result<std::uint32_t> SqlStore::image_count(const std::string& session_id,
                                            const ImageFilter& filter) {
  PS_TRY(const Matches found, matches(session_id, filter));
  std::size_t count = 0;
  for (const auto& [block, bits] : found.blocks) count += bits.count();
  return static_cast<std::uint32_t>(count);
}

Result<std::vector<Store::CodeCount>> SqlStore::code_counts(const std::string& session_id) {
  // By code and severity, whoever found it: one photo counts once.
  std::map<std::pair<FindingCode, Severity>, std::uint32_t> counts;
  const auto take = [&](const BlockFlags& flags) {
    std::map<std::pair<FindingCode, Severity>, PhotoBits> photos;
    for (const auto& [key, bits] : flags.findings) {
      const FindingParts parts = parts_of(key);
      const auto code = finding_code(parts.code);
      const auto severity = severity_from(parts.severity);
      if (code && severity) photos[{*code, *severity}] |= bits;
    }
    for (const auto& [finding, bits] : photos)
      counts[finding] += static_cast<std::uint32_t>(bits.count());
  };
  PS_TRY(const std::vector<std::uint32_t> open, blocks_of_kind(session_id, kOpenKind));
  for (const std::uint32_t block : open) {
    PS_TRY(const BlockColumns columns, load_block(session_id, block));
    take(columns.flags());
  }
  PS_TRY_VOID(each_block(session_id, kFlagsKind, 0, std::numeric_limits<std::uint32_t>::max(),
                         [&](std::uint32_t block, const std::string& bytes) {
                           if (std::find(open.begin(), open.end(), block) == open.end())
                             take(BlockFlags::from(bytes));
                           return true;
                         }));
  std::vector<CodeCount> all;
  for (const auto& [finding, photos] : counts)
    if (photos > 0) all.push_back({finding.first, finding.second, photos});
  return all;
}

Result<std::vector<StoredGroup>> SqlStore::group_page(const std::string& session_id,
                                                      std::uint32_t after, std::uint32_t limit) {
  PS_TRY(Statement * select, statement(kGroups));
  select->bind(1, session_id).bind(2, std::int64_t{after}).bind(3, std::int64_t{limit});
  std::vector<StoredGroup> page;
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    page.push_back({count_at(*select, 0), count_at(*select, 1), count_at(*select, 2)});
    return true;
  }));
  return page;
}

Result<> SqlStore::each_figures(const std::string& session_id, const EachFigures& each) {
  PS_TRY(const std::unique_ptr<Statement> opened, database_->stream(kFigures));
  Statement& select = *opened;
  select.bind(1, session_id);
  return each_row(select, [&]() -> Result<bool> {
    PS_TRY(const StoredFigures figures, figures_of(select));
    return each(figures);
  });
}

}  // namespace photosieve
