// Rows of the store as values. Private to store/.
//
// Errors   each_row() gives those of the statement and of `each`; a row that this program did not
//          write (its JSON is broken) is an Error, never a crash.
// Threads  the statement's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "store/database.h"
#include "store/store.h"

namespace photosieve {

// What photo_of() and result_of() read, in their order.
#define PS_PHOTO_COLUMNS                                                             \
  "n, path, bytes, modified_ns, inode, judged, own_approved, own_issues, approved, " \
  "copy_state, content"
#define PS_RESULT_COLUMNS                                                                       \
  "n, path, bytes, modified_ns, inode, format, width, height, content, fingerprint, measures, " \
  "own_findings, review_finding, approved, confidence, quality, elapsed_ms, photo_group, "      \
  "copy_state, copy_error, metadata"
inline constexpr int kResultColumns = 21;

[[nodiscard]] inline Decision decision_of(bool approved) {
  return approved ? Decision::kApproved : Decision::kRejected;
}
[[nodiscard]] inline std::uint32_t count_at(const Statement& row, int column) {
  return static_cast<std::uint32_t>(row.whole(column));
}
// What may be missing is NULL.
template <class Value>
void bind_maybe(Statement& to, int place, const std::optional<Value>& value) {
  if (value)
    to.bind(place, *value);
  else
    to.bind_null(place);
}
[[nodiscard]] inline std::optional<std::int64_t> maybe_whole(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.whole(column));
}
[[nodiscard]] inline std::optional<double> maybe_number(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.number(column));
}
[[nodiscard]] StoredPhoto photo_of(const Statement& row);
[[nodiscard]] Result<StoredResult> result_of(const Statement& row);

// Steps through all rows; `each` says whether to go on.
template <class Each>
[[nodiscard]] Result<> each_row(Statement& select, const Each& each) {
  while (true) {
    PS_TRY(const bool row, select.step());
    if (!row) return {};
    Result<bool> go_on = each();
    if (go_on && *go_on) continue;
    select.reset();
    if (!go_on) return tl::unexpected(std::move(go_on).error());
    return {};
  }
}

}  // namespace photosieve
