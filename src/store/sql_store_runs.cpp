// Columns in the order of their numbers (sorted_run.h): written once all blocks of a run are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
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
  PS_TRY(Statement * flags, statement(kColumnOfRun));
  bind_run(*flags, session_id, kFlagsKind, run);
  PS_TRY_VOID(each_row(*flags, [&]() -> Result<bool> {
    add_marks(count_at(*flags, 0), BlockFlags::from(flags->text(1)), marks);
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
    const SortedRun sorted = sorted_run(std::move(entries), marks);
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

Result<std::set<std::uint32_t>> SqlStore::offer_sorted(const std::string& session_id,
                                                       const ImageFilter& filter,
                                                       const ImageOrder& order,
                                                       const std::optional<ImagePlace>& after,
                                                       const Matches& found, PagePlaces& places) {
  const std::string kind = kind_of(order);
  PS_TRY(Walks walks, walks_of(session_id, kind, filter, found));
  const auto from_in = [&](std::uint32_t run) -> std::optional<RunWalk::From> {
    if (!after) return std::nullopt;
    return RunWalk::From{*after->value,
                         std::int64_t{after->n} - 1 - std::int64_t{run} * kRunPhotos};
  };
  // What each walk begins with comes at once: there and back is most of what a part takes.
  std::vector<std::uint32_t> begin_with;
  for (const auto& [run, walk] : walks)
    if (const auto part = walk.first_part(order.descending, from_in(run)))
      begin_with.push_back(run * kMostParts + *part);
  PS_TRY_VOID(each_block_of(session_id, kPartKind + kind, begin_with,
                            [&](std::uint32_t row, const std::string& bytes) {
                              const auto walk = walks.find(row / kMostParts);
                              if (walk != walks.end())
                                walk->second.hold(row % kMostParts, entries_from(bytes));
                              return true;
                            }));
  std::set<std::uint32_t> offered;
  for (auto& [number, walk] : walks) {
    const std::uint32_t run = number;
    const std::uint32_t first = run * kRunBlocks;
    // The blocks that stand in the order, by the place of their first photo in the run.
    std::array<const PhotoBits*, kRunBlocks> wanted{};
    for (auto block = found.blocks.lower_bound(first);
         block != found.blocks.end() && block->first < first + kRunBlocks; ++block) {
      if (found.open.contains(block->first)) continue;
      wanted.at(block->first - first) = &block->second;
      offered.insert(block->first);
    }
    PS_TRY_VOID(walk.walk(order.descending, from_in(run), [&](const RunEntry& entry) {
      const std::uint32_t n = run * kRunPhotos + entry.place + 1;
      if (places.full_before(n, entry.value)) return false;
      const PhotoBits* bits = wanted.at(entry.place / kBlockPhotos);
      if (bits != nullptr && (*bits)[entry.place % kBlockPhotos]) places.offer(n, entry.value);
      return true;
    }));
  }
  return offered;
}

}  // namespace photosieve
