// Columns in the order of their numbers (sorted_run.h): written once all blocks of a run are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/image_columns.h"
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

constexpr const char* kColumnOfRun =
    "SELECT block, bytes FROM image_columns "
    "WHERE session_id=?1 AND kind=?2 AND block>=?3 AND block<=?4";
constexpr const char* kBlocksOfRun =
    "SELECT COUNT(*) FROM image_columns WHERE session_id=?1 AND kind=?2 AND block>=?3 AND "
    "block<=?4";
constexpr const char* kPart =
    "SELECT bytes FROM image_columns WHERE session_id=?1 AND kind=?2 AND block=?3";

void bind_run(Statement& to, const std::string& session_id, std::string_view kind,
              std::uint32_t run) {
  const std::int64_t first = std::int64_t{run} * kRunBlocks;
  to.bind(1, session_id).bind(2, kind).bind(3, first).bind(4, first + kRunBlocks - 1);
}

void add_entries(std::uint32_t block, const BlockValues& values, std::vector<RunEntry>& entries) {
  const std::size_t first = std::size_t{block % kRunBlocks} * kBlockPhotos;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isnan(values[i]))
      entries.push_back({values[i], static_cast<std::uint16_t>(first + i)});
}

void add_marks(std::uint32_t block, const BlockFlags& flags, std::vector<Marks>& marks) {
  const std::size_t first = std::size_t{block % kRunBlocks} * kBlockPhotos;
  flags.approved.each([&](std::size_t place) { marks[first + place] |= kApprovedMark; });
  for (const auto& [key, photos] : flags.findings) {
    const Marks mark = mark_of(parts_of(key).code);
    photos.each([&](std::size_t place) { marks[first + place] |= mark; });
  }
}

// What each photo of a filter has; 0: nothing that a mark tells.
Marks wanted_by(const ImageFilter& filter) {
  Marks wanted = 0;
  if (filter.decision == Decision::kApproved) wanted |= kApprovedMark;
  if (filter.code) wanted |= mark_of(info(*filter.code).name);
  return wanted;
}

}  // namespace

Result<> SqlStore::sort_run(const std::string& session_id, std::uint32_t run) {
  std::vector<Marks> marks(kRunPhotos);
  std::size_t photos = 0;
  PS_TRY(Statement * flags, statement(kColumnOfRun));
  bind_run(*flags, session_id, kFlagsKind, run);
  PS_TRY_VOID(each_row(*flags, [&]() -> Result<bool> {
    const BlockFlags of_block = BlockFlags::from(flags->text(1));
    add_marks(count_at(*flags, 0), of_block, marks);
    photos += of_block.judged.count();
    return true;
  }));
  for (const std::string& kind : number_kinds()) {
    std::vector<RunEntry> entries;
    PS_TRY(Statement * select, statement(kColumnOfRun));
    bind_run(*select, session_id, kind, run);
    PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
      add_entries(count_at(*select, 0), values_from(select->text(1)), entries);
      return true;
    }));
    const SortedRun sorted = sorted_run(std::move(entries), marks, photos);
    for (std::uint32_t i = 0; i < sorted.parts.size(); ++i)
      PS_TRY_VOID(write_column(session_id, kPartKind + kind, run * kMostParts + i,
                               entries_bytes(sorted.parts[i])));
    PS_TRY_VOID(write_column(session_id, kDirectoryKind + kind, run, sorted.directory.bytes()));
  }
  return write_column(session_id, kSortedKind, run, "");
}

Result<> SqlStore::mark_run(const std::string& session_id, std::uint32_t run, Marks marks) {
  for (const std::string& kind : number_kinds()) {
    std::optional<RunDirectory> directory;
    PS_TRY(Statement * select, statement(kPart));
    select->bind(1, session_id)
        .bind(2, std::string_view(kDirectoryKind + kind))
        .bind(3, std::int64_t{run});
    PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
      directory = RunDirectory::from(select->text(0));
      return true;
    }));
    if (!directory) continue;
    for (Marks& of_part : directory->marks) of_part |= marks;
    PS_TRY_VOID(write_column(session_id, kDirectoryKind + kind, run, directory->bytes()));
  }
  return {};
}

Result<> SqlStore::sort_full_run(const std::string& session_id, std::uint32_t run) {
  PS_TRY(Statement * count, statement(kBlocksOfRun));
  bind_run(*count, session_id, kFlagsKind, run);
  PS_TRY_VOID(count->step());
  const bool full = count->whole(0) == kRunBlocks;
  count->reset();
  return full ? sort_run(session_id, run) : Result<>{};
}

Result<> SqlStore::sort_runs(const std::string& session_id) {
  PS_TRY(const std::vector<std::uint32_t> blocks, blocks_of_kind(session_id, kFlagsKind));
  PS_TRY(const std::vector<std::uint32_t> sorted, blocks_of_kind(session_id, kSortedKind));
  std::set<std::uint32_t> runs;
  for (const std::uint32_t block : blocks) runs.insert(run_of_block(block));
  for (const std::uint32_t run : sorted) runs.erase(run);
  for (const std::uint32_t run : runs) PS_TRY_VOID(sort_run(session_id, run));
  return {};
}

Result<std::vector<RunEntry>> SqlStore::read_part(const std::string& session_id,
                                                  const std::string& kind, std::uint32_t run,
                                                  std::uint32_t part) {
  std::vector<RunEntry> entries;
  PS_TRY(Statement * select, statement(kPart));
  select->bind(1, session_id)
      .bind(2, std::string_view(kPartKind + kind))
      .bind(3, std::int64_t{run} * kMostParts + part);
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    entries = entries_from(select->text(0));
    return true;
  }));
  return entries;
}

Result<SqlStore::Walks> SqlStore::walks_of(const std::string& session_id, const std::string& kind,
                                           const ImageFilter& filter, const Matches& found) {
  PS_TRY(const std::vector<std::uint32_t> sorted, blocks_of_kind(session_id, kSortedKind));
  std::set<std::uint32_t> runs;
  for (const std::uint32_t run : sorted) {
    const auto first = found.blocks.lower_bound(run * kRunBlocks);
    if (first != found.blocks.end() && run_of_block(first->first) == run) runs.insert(run);
  }
  Walks walks;
  if (runs.empty()) return walks;
  const auto read = [this, session_id, kind](std::uint32_t run, std::uint32_t part) {
    return read_part(session_id, kind, run, part);
  };
  PS_TRY_VOID(each_block(
      session_id, kDirectoryKind + kind, *runs.begin(), *runs.rbegin(),
      [&](std::uint32_t run, const std::string& bytes) {
        if (runs.contains(run))
          walks.emplace(run, RunWalk(RunDirectory::from(bytes), wanted_by(filter),
                                     [read, run](std::uint32_t part) { return read(run, part); }));
        return true;
      }));
  return walks;
}

Result<std::optional<SqlStore::Offered>> SqlStore::offer_sorted(
    const std::string& session_id, const ImageFilter& filter, const ImageOrder& order,
    const std::optional<ImagePlace>& after, const Matches& found, PagePlaces& places) {
  const std::string kind = kind_of(order);
  PS_TRY(Walks walks, walks_of(session_id, kind, filter, found));
  const auto from_in = [&](std::uint32_t run) -> std::optional<RunWalk::From> {
    if (!after) return std::nullopt;
    return RunWalk::From{*after->value,
                         std::int64_t{after->n} - 1 - std::int64_t{run} * kRunPhotos};
  };
  const auto offer_if_found = [&](std::uint32_t run, const RunEntry& entry, PagePlaces& to) {
    const auto block = found.blocks.find(run * kRunBlocks + entry.place / kBlockPhotos);
    if (block != found.blocks.end() && block->second[entry.place % kBlockPhotos] &&
        !found.open.contains(block->first))
      to.offer(run * kRunPhotos + entry.place + 1, entry.value);
  };
  // What each walk begins with comes at once: there and back is most of what a part takes. All of
  // it together says how far a walk must go at most, before the first of them goes further.
  PagePlaces beginnings = places;
  std::vector<std::uint32_t> begin_with;
  for (const auto& [run, walk] : walks)
    for (const std::uint32_t part : walk.first_parts(order.descending, from_in(run)))
      begin_with.push_back(run * kMostParts + part);
  std::sort(begin_with.begin(), begin_with.end());
  PS_TRY_VOID(each_block_of(session_id, kPartKind + kind, begin_with,
                            [&](std::uint32_t row, const std::string& bytes) {
                              const std::uint32_t run = row / kMostParts;
                              const auto walk = walks.find(run);
                              if (walk == walks.end()) return true;
                              std::vector<RunEntry> entries = entries_from(bytes);
                              for (const RunEntry& entry : entries)
                                offer_if_found(run, entry, beginnings);
                              walk->second.hold(row % kMostParts, std::move(entries));
                              return true;
                            }));
  Offered offered;
  for (auto& [number, walk] : walks) {
    const std::uint32_t run = number;
    const auto take = [&](const RunEntry& entry) {
      const std::uint32_t n = run * kRunPhotos + entry.place + 1;
      if (places.full_before(n, entry.value) || beginnings.full_before(n, entry.value))
        return false;
      offer_if_found(run, entry, places);
      return true;
    };
    PS_TRY(const bool in_order, walk.walk(order.descending, from_in(run), take));
    if (!in_order) return std::nullopt;
    auto& blocks = walk.has_photos_without() ? offered.but_those_without : offered.whole;
    for (std::uint32_t block = run * kRunBlocks; block < (run + 1) * kRunBlocks; ++block)
      if (!found.open.contains(block)) blocks.insert(block);
  }
  return offered;
}

}  // namespace photosieve
