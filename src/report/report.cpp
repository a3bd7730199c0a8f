// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/csv_row.h"
#include "report/image_json.h"

namespace photosieve {
namespace {

Result<Session> session_of(Store& store, const std::string& id) {
  PS_TRY(std::optional<Session> found, store.session(id));
  if (!found) return fail(ErrorKind::kUsage, "there is no session " + printable(id));
  return *std::move(found);
}

std::string text_of(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Streams each result through `write`; an error of it ends the stream and is returned.
Result<> each_written(Store& store, const std::string& session_id,
                      const std::function<Result<>(const StoredResult&)>& write) {
  Result<> written;
  PS_TRY_VOID(store.each_result(session_id, [&](const StoredResult& stored) {
    written = write(stored);
    return written.has_value();
  }));
  return written;
}

std::string codes_of(const std::vector<Finding>& findings, Severity severity) {
  std::string codes;
  for (const Finding& finding : findings) {
    if (finding.severity != severity) continue;
    if (!codes.empty()) codes += ' ';
    codes += info(finding.code).name;
  }
  return codes;
}

std::string csv_header() {
  CsvRow row;
  for (const char* column : {"n", "path", "path_bytes", "decision", "reject", "warn", "label",
                             "format", "width", "height", "megapixels", "bytes", "confidence"})
    row.text(column);
  for (const MeasureInfo& measure : all_measures()) row.text(measure.name);
  for (const char* column : {"xxh3", "pdq", "pdq_quality", "group", "copied", "copy_error"})
    row.text(column);
  return row.line();
}

std::string csv_line(const StoredResult& stored) {
  const PhotoResult& result = stored.result;
  CsvRow row;
  row.whole(result.n)
      .text(stored.path)
      .text(valid_utf8(stored.path) ? std::string() : base64(stored.path))
      .text(name(result.decision));
  for (const Severity severity : {Severity::kReject, Severity::kWarn, Severity::kLabel})
    row.text(codes_of(result.findings, severity));
  row.text(name(result.format))
      .whole(result.width)
      .whole(result.height)
      .number(rounded(result.megapixels()))
      .whole(result.identity.bytes)
      .number(rounded(result.confidence));
  for (const MeasureInfo& measure : all_measures()) row.maybe(result.measures.get(measure.id));
  row.text(result.content ? to_hex(*result.content) : std::string());
  if (result.fingerprint)
    row.text(to_hex(result.fingerprint->variants[0]))
        .whole(static_cast<std::uint64_t>(result.fingerprint->quality));
  else
    row.empty().empty();
  if (stored.group != 0)
    row.whole(stored.group);
  else
    row.empty();
  row.text(stored.copy == CopyState::kPlaced ? "yes" : "no").text(stored.copy_error);
  return row.line();
}

}  // namespace

Result<> write_report_json(Store& store, const std::string& session_id, const ReportSink& sink) {
  PS_TRY(const Session session, session_of(store, session_id));
  PS_TRY_VOID(sink("{\"session\":" + text_of(session_json(session)) + ",\n\"images\":["));
  const char* before = "\n";
  PS_TRY_VOID(each_written(store, session_id, [&](const StoredResult& stored) {
    auto written = sink(before + text_of(image_json(stored)));
    before = ",\n";
    return written;
  }));
  return sink("\n]}\n");
}

Result<> write_report_csv(Store& store, const std::string& session_id, const ReportSink& sink) {
  PS_TRY_VOID(session_of(store, session_id));
  PS_TRY_VOID(sink(csv_header()));
  return each_written(store, session_id,
                      [&](const StoredResult& stored) { return sink(csv_line(stored)); });
}

}  // namespace photosieve
