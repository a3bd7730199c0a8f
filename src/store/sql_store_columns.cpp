// The columns that pages are made by (image_columns.h): written with what they repeat.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "model/photo_json.h"
#include "store/image_columns.h"
#include "store/sql_rows.h"
#include "store/sql_store.h"

namespace photosieve {
namespace {

constexpr const char* kPhotosOfBlock =
    "SELECT n, approved, quality, confidence, bytes, width, height, elapsed_ms, measures "
    "FROM photos WHERE session_id=?1 AND n>=?2 AND n<=?3 AND judged=1";
constexpr const char* kFindingsOfBlock =
    "SELECT n, code, severity, category FROM findings WHERE session_id=?1 AND n>=?2 AND n<=?3";
constexpr const char* kPathsOfBlock =
    "SELECT n, path FROM photos WHERE session_id=?1 AND n>=?2 AND n<=?3 ORDER BY n";
constexpr const char* kWrite =
    "INSERT INTO image_columns (session_id, kind, block, bytes) VALUES (?1,?2,?3,?4) "
    "ON CONFLICT (session_id, kind, block) DO UPDATE SET bytes=excluded.bytes";
constexpr const char* kSessions = "SELECT session_id, MAX(n) FROM photos GROUP BY session_id";

struct NewBlock {
  BlockFlags flags;
  std::map<std::string, BlockValues> values;

  void set(const std::string& kind, std::size_t place, double value) {
    const auto [found, made] = values.try_emplace(kind);
    if (made) found->second.fill(std::numeric_limits<double>::quiet_NaN());
    found->second.at(place) = value;
  }
};

std::size_t place_at(const Statement& row) {
  return (count_at(row, 0) - 1) % kBlockPhotos;
}

void bind_block(Statement& to, const std::string& session_id, std::uint32_t block) {
  const std::int64_t first = std::int64_t{block} * kBlockPhotos + 1;
  to.bind(1, session_id).bind(2, first).bind(3, first + kBlockPhotos - 1);
}

}  // namespace

Result<> SqlStore::write_column(const std::string& session_id, const std::string& kind,
                                std::uint32_t block, const std::string& bytes) {
  PS_TRY(Statement * write, statement(kWrite));
  write->bind(1, session_id)
      .bind(2, std::string_view(kind))
      .bind(3, std::int64_t{block})
      .bind_blob(4, bytes);
  return write->run();
}

Result<> SqlStore::write_block(const std::string& session_id, std::uint32_t block) {
  NewBlock made;
  PS_TRY(Statement * photos, statement(kPhotosOfBlock));
  bind_block(*photos, session_id, block);
  PS_TRY_VOID(each_row(*photos, [&]() -> Result<bool> {
    const std::size_t place = place_at(*photos);
    made.flags.judged.set(place);
    made.flags.approved.set(place, photos->whole(1) != 0);
    made.set("quality", place, photos->number(2));
    made.set("confidence", place, photos->number(3));
    made.set("bytes", place, static_cast<double>(photos->whole(4)));
    made.set("megapixels", place, photos->number(5) * photos->number(6));
    made.set("elapsed_ms", place, photos->number(7));
    const auto json = nlohmann::json::parse(photos->text(8), nullptr, false);
    PS_TRY(const Measures measures, measures_from_json(json));
    for (const MeasureInfo& measure : all_measures())
      if (const auto value = measures.get(measure.id))
        made.set(kind_of({.by = ImageOrder::By::kMeasure, .measure = measure.id}), place, *value);
    return true;
  }));
  PS_TRY(Statement * findings, statement(kFindingsOfBlock));
  bind_block(*findings, session_id, block);
  PS_TRY_VOID(each_row(*findings, [&]() -> Result<bool> {
    made.flags.findings[finding_key(findings->text(1), findings->text(2), findings->text(3))].set(
        place_at(*findings));
    return true;
  }));
  PS_TRY_VOID(write_column(session_id, kFlagsKind, block, made.flags.bytes()));
  for (const auto& [kind, values] : made.values)
    PS_TRY_VOID(write_column(session_id, kind, block, values_bytes(values)));
  return {};
}

Result<> SqlStore::write_blocks(const std::string& session_id,
                                const std::set<std::uint32_t>& blocks) {
  for (const std::uint32_t block : blocks) PS_TRY_VOID(write_block(session_id, block));
  return {};
}

Result<> SqlStore::write_paths(const std::string& session_id, std::uint32_t block) {
  std::string paths;
  std::size_t next = 0;
  PS_TRY(Statement * select, statement(kPathsOfBlock));
  bind_block(*select, session_id, block);
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    for (const std::size_t place = place_at(*select); next < place; ++next) paths += '\0';
    paths += small_letters(select->text(1)) + '\0';
    ++next;
    return true;
  }));
  return write_column(session_id, kPathsKind, block, paths);
}

Result<> SqlStore::write_paths_of(const std::string& session_id, std::span<const PhotoRef> photos) {
  while (!photos.empty()) {
    const std::uint32_t block = block_of(photos.front().n);
    const auto end = std::find_if(photos.begin(), photos.end(), [&](const PhotoRef& photo) {
      return block_of(photo.n) != block;
    });
    const auto count = static_cast<std::size_t>(end - photos.begin());
    // A whole block needs no reading of what was just written: of a large folder that is most.
    if (count == kBlockPhotos) {
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
  std::map<std::string, std::uint32_t> sessions;
  PS_TRY(Statement * select, statement(kSessions));
  PS_TRY_VOID(each_row(*select, [&]() -> Result<bool> {
    sessions[select->text(0)] = count_at(*select, 1);
    return true;
  }));
  for (const auto& [id, last] : sessions)
    for (std::uint32_t block = 0; last != 0 && block <= block_of(last); ++block) {
      PS_TRY_VOID(write_block(id, block));
      PS_TRY_VOID(write_paths(id, block));
    }
  return {};
}

}  // namespace photosieve
