// The columns that pages are made by (image_columns.h): written with what they repeat.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "model/photo_json.h"
#include "store/image_columns.h"
#include "store/reviewed_flags.h"
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

constexpr const char* kPhotosOfBlock =
    "SELECT n, judged, approved, bytes, width, height, quality, confidence, elapsed_ms, measures, "
    "own_findings, review_finding FROM photos WHERE session_id=?1 AND n>=?2 AND n<=?3";
constexpr const char* kPathsOfBlock =
    "SELECT n, path FROM photos WHERE session_id=?1 AND n>=?2 AND n<=?3 ORDER BY n";
constexpr const char* kWrite =
    "INSERT INTO image_columns (session_id, kind, block, bytes) VALUES (?1,?2,?3,?4) "
    "ON CONFLICT (session_id, kind, block) DO UPDATE SET bytes=excluded.bytes";
constexpr const char* kForget =
    "DELETE FROM image_columns WHERE session_id=?1 AND kind=?2 AND block=?3";
constexpr const char* kBlocksOfKind =
    "SELECT block FROM image_columns WHERE session_id=?1 AND kind=?2 ORDER BY block";
constexpr const char* kColumn =
    "SELECT block, bytes FROM image_columns "
    "WHERE session_id=?1 AND kind=?2 AND block>=?3 AND block<=?4 ORDER BY block";
constexpr const char* kSessions =
    "SELECT photos.session_id, MAX(photos.n), MAX(sessions.status) FROM photos "
    "JOIN sessions ON sessions.id=photos.session_id GROUP BY photos.session_id";

// Blocks that are kept while a run fills them: photos are leased in their order, in batches.
constexpr std::size_t kMostOpen = 64;

void bind_range(Statement& to, const std::string& session_id, std::uint32_t block,
                std::uint32_t photos) {
  const std::int64_t first = std::int64_t{block} * photos + 1;
  to.bind(1, session_id).bind(2, first).bind(3, first + photos - 1);
}

Result<std::vector<Finding>> findings_in(const Statement& row, int column) {
  if (row.is_null(column)) return std::vector<Finding>{};
  return findings_from_json(nlohmann::json::parse(row.text(column), nullptr, false));
}

Result<> take_row(const Statement& row, BlockColumns& columns) {
  const std::size_t place = place_of(count_at(row, 0));
  columns.expect(place);
  if (row.whole(1) == 0) return {};
  PS_TRY(const Measures measures,
         measures_from_json(nlohmann::json::parse(row.text(9), nullptr, false)));
  PS_TRY(const std::vector<Finding> own, findings_in(row, 10));
  PS_TRY(const std::vector<Finding> of_review, findings_in(row, 11));
  columns.judge(place, {.approved = row.whole(2) != 0,
                        .bytes = static_cast<double>(row.whole(3)),
                        .width = row.number(4),
                        .height = row.number(5),
                        .quality = row.number(6),
                        .confidence = row.number(7),
                        .elapsed_ms = row.number(8),
                        .measures = measures,
                        .own = own,
                        .of_review = of_review});
  return {};
}

}  // namespace

Result<> SqlStore::each_block(const std::string& session_id, const std::string& kind,
                              std::int64_t first, std::int64_t last, const EachBlock& each) {
  PS_TRY(const std::unique_ptr<Statement> select, database_->stream(kColumn));
  select->bind(1, session_id).bind(2, std::string_view(kind)).bind(3, first).bind(4, last);
  return each_row(*select,
                  [&]() -> Result<bool> { return each(count_at(*select, 0), select->text(1)); });
}

Result<std::vector<std::uint32_t>> SqlStore::blocks_of_kind(const std::string& session_id,
                                                            const char* kind) {
  std::vector<std::uint32_t> blocks;
  PS_TRY(Statement * select, statement(kBlocksOfKind));
  select->bind(1, session_id).bind(2, std::string_view(kind));
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    blocks.push_back(count_at(*select, 0));
    return true;
  }));
  return blocks;
}

Result<BlockColumns> SqlStore::load_block(const std::string& session_id, std::uint32_t block) {
  BlockColumns columns;
  PS_TRY(Statement * photos, statement(kPhotosOfBlock));
  bind_range(*photos, session_id, block, kBlockPhotos);
  const auto take = [&]() -> Result<bool> {
    PS_TRY_VOID(take_row(*photos, columns));
    return true;
  };
  PS_TRY_VOID(each_row(*photos, take));
  return columns;
}

Result<> SqlStore::write_column(const std::string& session_id, const std::string& kind,
                                std::uint32_t block, const std::string& bytes) {
  PS_TRY(Statement * write, statement(kWrite));
  write->bind(1, session_id)
      .bind(2, std::string_view(kind))
      .bind(3, std::int64_t{block})
      .bind_blob(4, bytes);
  return write->run();
}

Result<> SqlStore::write_block(const std::string& session_id, std::uint32_t block,
                               const BlockColumns& columns) {
  PS_TRY_VOID(write_column(session_id, kFlagsKind, block, columns.flags().bytes()));
  for (const BlockColumns::Column& column : columns.columns())
    PS_TRY_VOID(write_column(session_id, column.kind, block, values_bytes(column.values)));
  PS_TRY(Statement * forget, statement(kForget));
  forget->bind(1, session_id).bind(2, std::string_view(kOpenKind)).bind(3, std::int64_t{block});
  PS_TRY_VOID(forget->run());
  // The run that it lies in is no longer in the order of what is now written.
  forget->bind(1, session_id)
      .bind(2, std::string_view(kSortedKind))
      .bind(3, std::int64_t{run_of_block(block)});
  return forget->run();
}

Result<> SqlStore::write_results(const std::string& session_id,
                                 std::span<const PhotoResult> results) {
  std::set<std::uint32_t> touched;
  for (const PhotoResult& result : results) {
    const std::uint32_t block = block_of(result.n);
    auto open = open_.find({session_id, block});
    if (open == open_.end()) {
      // What was judged before this store was opened, and these results, whose rows are written.
      PS_TRY(BlockColumns columns, load_block(session_id, block));
      open = open_.insert_or_assign({session_id, block}, std::move(columns)).first;
      PS_TRY_VOID(write_column(session_id, kOpenKind, block, ""));
    }
    open->second.judge(place_of(result.n), {.approved = result.decision == Decision::kApproved,
                                            .bytes = static_cast<double>(result.identity.bytes),
                                            .width = static_cast<double>(result.width),
                                            .height = static_cast<double>(result.height),
                                            .quality = result.quality,
                                            .confidence = result.confidence,
                                            .elapsed_ms = result.elapsed_ms,
                                            .measures = result.measures,
                                            .own = result.findings,
                                            .of_review = {}});
    touched.insert(block);
  }
  std::set<std::uint32_t> runs;
  for (const std::uint32_t block : touched) {
    const auto open = open_.find({session_id, block});
    if (!open->second.complete()) continue;
    PS_TRY_VOID(write_block(session_id, block, open->second));
    open_.erase(open);
    runs.insert(run_of_block(block));
  }
  for (const std::uint32_t run : runs) PS_TRY_VOID(sort_full_run(session_id, run));
  // What is taken away is as well in the rows; the mark of an open block stays.
  while (open_.size() > kMostOpen) open_.erase(open_.begin());
  return {};
}

Result<> SqlStore::write_reviewed(const std::string& session_id, const ReviewedFlags& reviewed) {
  std::map<std::uint32_t, Marks> of_runs;
  for (const std::uint32_t block : reviewed.blocks()) {
    std::optional<BlockFlags> flags;
    PS_TRY(Statement * select, statement(kColumn));
    select->bind(1, session_id).bind(2, std::string_view(kFlagsKind));
    select->bind(3, std::int64_t{block}).bind(4, std::int64_t{block});
    PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
      flags = BlockFlags::from(select->text(1));
      return true;
    }));
    if (!flags) continue;
    const PhotoBits approved_before = flags->approved;
    reviewed.apply(block, *flags);
    PS_TRY_VOID(write_column(session_id, kFlagsKind, block, flags->bytes()));
    Marks& marks = of_runs[run_of_block(block)];
    PhotoBits approved_now = flags->approved;
    if ((approved_now &= ~approved_before).any()) marks |= kApprovedMark;
    for (const auto& [key, photos] : flags->findings)
      if (is_of_review(key) && photos.any()) marks |= mark_of(parts_of(key).code);
  }
  for (const auto& [run, marks] : of_runs)
    if (marks != 0) PS_TRY_VOID(mark_run(session_id, run, marks));
  return {};
}

Result<> SqlStore::close_blocks(const std::string& session_id) {
  PS_TRY(const std::vector<std::uint32_t> blocks, blocks_of_kind(session_id, kOpenKind));
  for (const std::uint32_t block : blocks) {
    PS_TRY(const BlockColumns columns, load_block(session_id, block));
    PS_TRY_VOID(write_block(session_id, block, columns));
  }
  std::erase_if(open_, [&](const auto& open) { return open.first.first == session_id; });
  return sort_runs(session_id);
}

Result<> SqlStore::write_paths(const std::string& session_id, std::uint32_t block) {
  std::string paths;
  std::size_t next = 0;
  PS_TRY(Statement * select, statement(kPathsOfBlock));
  bind_range(*select, session_id, block, kPathsPhotos);
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    const std::size_t place = (count_at(*select, 0) - 1) % kPathsPhotos;
    for (; next < place; ++next) paths += '\0';
    paths += small_letters(select->text(1)) + '\0';
    ++next;
    return true;
  }));
  return write_column(session_id, kPathsKind, block, paths);
}

Result<> SqlStore::write_paths_of(const std::string& session_id, std::span<const PhotoRef> photos) {
  while (!photos.empty()) {
    const std::uint32_t block = paths_block_of(photos.front().n);
    const auto end = std::find_if(photos.begin(), photos.end(), [&](const PhotoRef& photo) {
      return paths_block_of(photo.n) != block;
    });
    const auto count = static_cast<std::size_t>(end - photos.begin());
    // A whole block needs no reading of what was just written: of a large folder that is most.
    if (count == kPathsPhotos) {
      std::string paths;
      for (const PhotoRef& photo : photos.first(count)) paths += small_letters(photo.path) + '\0';
      PS_TRY_VOID(write_column(session_id, kPathsKind, block, paths));
    } else {
      PS_TRY_VOID(write_paths(session_id, block));
    }
    photos = photos.subspan(count);
  }
  return {};
}

Result<> SqlStore::fill_columns() {
  struct Filled {
    std::uint32_t last = 0;
    bool over = false;
  };
  std::map<std::string, Filled> sessions;
  PS_TRY(Statement * select, statement(kSessions));
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    const auto status = session_status_from(select->text(2));
    sessions[select->text(0)] = {count_at(*select, 1), status && ended(*status)};
    return true;
  }));
  for (const auto& [id, session] : sessions) {
    for (std::uint32_t block = 0; block <= paths_block_of(session.last); ++block)
      PS_TRY_VOID(write_paths(id, block));
    for (std::uint32_t block = 0; block <= block_of(session.last); ++block) {
      PS_TRY(const BlockColumns columns, load_block(id, block));
      if (columns.complete() || session.over)
        PS_TRY_VOID(write_block(id, block, columns));
      else if (columns.flags().judged.any())
        PS_TRY_VOID(write_column(id, kOpenKind, block, ""));
    }
    if (session.over) PS_TRY_VOID(sort_runs(id));
  }
  return {};
}

}  // namespace photosieve
