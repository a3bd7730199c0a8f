// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sql_rows.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "model/photo_json.h"
#include "model/photo_metadata_json.h"
#include "store/fingerprint_bytes.h"

namespace photosieve {
namespace {

FileIdentity identity_at(const Statement& row, int column) {
  return {static_cast<std::uint64_t>(row.whole(column)), row.whole(column + 1),
          static_cast<std::uint64_t>(row.whole(column + 2))};
}

}  // namespace

StoredPhoto photo_of(const Statement& row) {
  StoredPhoto photo;
  photo.ref = {count_at(row, 0), row.text(1), identity_at(row, 2)};
  photo.judged = row.whole(5) != 0;
  photo.own_decision = decision_of(row.whole(6) != 0);
  photo.own_issues = static_cast<std::uint8_t>(row.whole(7));
  photo.decision = decision_of(row.whole(8) != 0);
  photo.copy = static_cast<CopyState>(row.whole(9));
  photo.content = hash_from_hex(row.text(10));
  return photo;
}

Result<StoredResult> result_of(const Statement& row) {
  StoredResult stored;
  PhotoResult& result = stored.result;
  result.n = count_at(row, 0);
  stored.path = row.text(1);
  result.identity = identity_at(row, 2);
  result.format = format_from(row.text(5)).value_or(Format::kUnknown);
  result.width = count_at(row, 6);
  result.height = count_at(row, 7);
  result.content = hash_from_hex(row.text(8));
  if (!row.is_null(9)) result.fingerprint = fingerprint_from_bytes(row.text(9));
  const auto measures = nlohmann::json::parse(row.text(10), nullptr, false);
  PS_TRY(result.measures, measures_from_json(measures));
  const auto own = nlohmann::json::parse(row.text(11), nullptr, false);
  PS_TRY(result.findings, findings_from_json(own));
  if (!row.is_null(12)) {
    const auto review = nlohmann::json::parse(row.text(12), nullptr, false);
    PS_TRY(const std::vector<Finding> findings, findings_from_json(review));
    // Findings stand in the order of their codes.
    for (const Finding& finding : findings) {
      const auto after = std::find_if(result.findings.begin(), result.findings.end(),
                                      [&](const Finding& one) { return one.code > finding.code; });
      result.findings.insert(after, finding);
    }
  }
  result.decision = decision_of(row.whole(13) != 0);
  result.confidence = row.number(14);
  result.quality = row.number(15);
  result.elapsed_ms = row.number(16);
  stored.group = count_at(row, 17);
  stored.copy = static_cast<CopyState>(row.whole(18));
  stored.copy_error = row.text(19);
  if (!row.is_null(20)) {
    const auto metadata = nlohmann::json::parse(row.text(20), nullptr, false);
    PS_TRY(result.metadata, metadata_from_json(metadata));
  }
  return stored;
}

}  // namespace photosieve
