// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/photo_json.h"

namespace photosieve {
namespace {

Result<> sink_is_full() {
  return fail(ErrorKind::kFatal, "the report could not be written to its end");
}

std::string dumped(const nlohmann::ordered_json& json, int indent) {
  return json.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string number(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : std::string();
}

std::string row_of(const StoredResult& stored) {
  const PhotoResult& result = stored.result;
  std::string codes;
  std::string messages;
  for (const Finding& finding : result.findings) {
    codes += fmt::format("{}{}:{}", codes.empty() ? "" : "; ", info(finding.code).name,
                         name(finding.severity));
    messages += fmt::format("{}{}", messages.empty() ? "" : "; ", finding.message);
  }
  std::string row =
      fmt::format("{},{},{},{},{},{},{},{},{},{}", result.n, csv_text(to_valid_utf8(stored.path)),
                  name(result.decision), csv_text(codes), csv_text(messages), name(result.format),
                  result.width, result.height, result.identity.bytes, rounded(result.confidence));
  for (const MeasureInfo& measure : all_measures())
    row += "," + number(result.measures.get(measure.id));
  row += fmt::format(",{},{},{},{}\r\n", result.content ? to_hex(*result.content) : "",
                     result.fingerprint ? to_hex(result.fingerprint->variants[0]) : "",
                     stored.group == 0 ? "" : std::to_string(stored.group),
                     stored.copy == CopyState::kPlaced ? "yes" : "no");
  return row;
}

}  // namespace

std::string csv_text(std::string_view text) {
  std::string cell = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    cell += '\'';
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + "\"";
}

Result<> write_report_json(Store& store, const Session& session, const ReportSink& sink) {
  if (!sink("{\"session\": " + dumped(session_json(session), 2) + ",\n\"images\": ["))
    return sink_is_full();
  bool first = true;
  bool full = false;
  PS_TRY_VOID(store.each_result(session.id, [&](const StoredResult& stored) {
    nlohmann::ordered_json json = inspect_json(stored.path, stored.result);
    json["n"] = stored.result.n;
    json["group"] = nullptr;
    if (stored.group != 0) json["group"] = stored.group;
    json["copied"] = stored.copy == CopyState::kPlaced;
    json["copy_error"] = nullptr;
    if (!stored.copy_error.empty()) json["copy_error"] = to_valid_utf8(stored.copy_error);
    full = !sink((first ? "\n" : ",\n") + dumped(json, -1));
    first = false;
    return !full;
  }));
  if (full || !sink("\n]}\n")) return sink_is_full();
  return {};
}

Result<> write_report_csv(Store& store, const Session& session, const ReportSink& sink) {
  std::string names = "n,path,decision,findings,messages,format,width,height,bytes,confidence";
  for (const MeasureInfo& measure : all_measures()) names += fmt::format(",{}", measure.name);
  if (!sink(names + ",xxh3,pdq,group,copied\r\n")) return sink_is_full();
  bool full = false;
  PS_TRY_VOID(store.each_result(session.id, [&](const StoredResult& stored) {
    full = !sink(row_of(stored));
    return !full;
  }));
  if (full) return sink_is_full();
  return {};
}

}  // namespace photosieve
