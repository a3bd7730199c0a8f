// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/rest_history.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/text.h"
#include "publish/milestones.h"
#include "report/report_html.h"
#include "report/statistics.h"
#include "serve/cursor.h"

namespace photosieve {
namespace {

constexpr std::uint32_t kUsualErrors = 100;
constexpr std::uint32_t kMostErrors = 500;

net::Json milestone_json(const std::string& id, const StoredMilestone& stored) {
  const MilestoneReached reached{
      .session_id = id,
      .type = stored.type,
      .value = stored.value,
      .current_progress = stored.current_progress,
      .total_progress = stored.total_progress,
      .message = milestone_message(stored.type, stored.value, stored.current_progress,
                                   stored.total_progress),
      .timestamp = stored.timestamp,
      .snapshot = stored.snapshot};
  return event_json(reached);
}

Served<net::HttpResponse> milestones(const Call& call, Store& store) {
  PS_TRY_VOID(call.only({}));
  PS_TRY_VOID(must_exist(store, call.value(0)));
  PS_TRY(const auto all, served(store.milestones(call.value(0))));
  net::Json json;
  json["milestones"] = net::Json::array();
  for (const StoredMilestone& one : all)
    json["milestones"].push_back(milestone_json(call.value(0), one));
  return json_response(json);
}

net::Json error_json(const StoredError& error) {
  net::Json json;
  json["error_type"] = error.type;
  json["error_message"] = to_valid_utf8(error.message);
  json["n"] = nullptr;
  if (error.n != 0) json["n"] = error.n;
  json["recoverable"] = error.recoverable;
  json["timestamp"] = iso8601(error.timestamp);
  return json;
}

Served<net::HttpResponse> error_page(const Call& call, Store& store) {
  PS_TRY_VOID(call.only({"limit", "cursor"}));
  PS_TRY(const auto limit, query_whole(call.query(), "limit", 1, kMostErrors));
  PS_TRY_VOID(must_exist(store, call.value(0)));
  const std::string list = list_of(call);
  std::uint32_t skip = 0;
  if (const std::string* cursor = call.query().find("cursor")) {
    PS_TRY(const auto parts, read_cursor(list, *cursor, 1));
    skip = whole_number(parts[0]).value_or(0);
  }
  const std::uint32_t most = limit.value_or(kUsualErrors);
  PS_TRY(auto page, served(store.error_page(call.value(0), skip, most + 1)));
  net::Json json;
  json["errors"] = net::Json::array();
  json["next_cursor"] = nullptr;
  if (page.size() > most) {
    page.resize(most);
    json["next_cursor"] = make_cursor(list, {std::to_string(skip + most)});
  }
  for (const StoredError& one : page) json["errors"].push_back(error_json(one));
  return json_response(json);
}

Served<net::HttpResponse> decisions(const Call& call, Store& store) {
  PS_TRY_VOID(call.only({}));
  PS_TRY_VOID(must_exist(store, call.value(0)));
  net::Json json;
  json["decisions"] = net::Json::array();
  PS_TRY(const auto stored, served(store.decisions(call.value(0))));
  for (const TunerDecision& one : stored) {
    net::Json decision = event_json(one);
    decision.erase("session_id");
    json["decisions"].push_back(std::move(decision));
  }
  return json_response(json);
}

Served<net::HttpResponse> statistics(const Call& call, Store& store) {
  PS_TRY_VOID(call.only({}));
  PS_TRY_VOID(must_exist(store, call.value(0)));
  PS_TRY(const auto json, served(statistics_json(store, call.value(0))));
  return json_response(json);
}

// A file without a name, which is gone when it is closed.
Result<UniqueFd> nameless_file() {
  std::error_code ignored;
  std::string path = std::filesystem::temp_directory_path(ignored).string() + "/photosieve-XXXXXX";
  UniqueFd file(::mkostemp(path.data(), O_CLOEXEC));
  if (!file.valid())
    return fail(ErrorKind::kRetry, fmt::format("a temporary file cannot be made: {}",
                                               std::generic_category().message(errno)));
  ::unlink(path.c_str());
  return file;
}

// Sinks many small pieces into a file.
class FileSink {
 public:
  explicit FileSink(int file) : file_(file) {}
  Result<> write(std::string_view piece) {
    held_ += piece;
    return held_.size() < kHeld ? Result<>{} : flush();
  }
  Result<> flush() {
    std::string_view rest = held_;
    while (!rest.empty()) {
      const ssize_t count = ::write(file_, rest.data(), rest.size());
      if (count <= 0)
        return fail(ErrorKind::kRetry, fmt::format("the report cannot be written: {}; make room in "
                                                   "the temporary folder",
                                                   std::generic_category().message(errno)));
      rest.remove_prefix(static_cast<std::size_t>(count));
      bytes_ += static_cast<std::uint64_t>(count);
    }
    held_.clear();
    return {};
  }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kHeld = std::size_t{64} * 1024;
  const int file_;
  std::string held_;
  std::uint64_t bytes_ = 0;
};

// Written whole before it is sent: an error is then an answer and no half of a report, and a peer
// that takes its time holds neither memory nor the store.
Served<net::HttpResponse> report(const Services& services, const Call& call, Store& store) {
  PS_TRY_VOID(call.only({"format"}));
  const std::string* given = call.query().find("format");
  const std::string format = given == nullptr ? "json" : *given;
  const char* type = format == "json"   ? "application/json"
                     : format == "csv"  ? "text/csv; charset=utf-8"
                     : format == "html" ? "text/html; charset=utf-8"
                                        : nullptr;
  if (type == nullptr) return invalid("format must be json, csv or html.");
  const std::string& id = call.value(0);
  PS_TRY_VOID(must_exist(store, id));
  auto file = std::make_shared<net::HttpFile>();
  PS_TRY(file->file, served(nameless_file()));
  FileSink sink(file->file.get());
  const ReportContext context{"Photosieve " + services.version, services.clock.wall()};
  PS_TRY_VOID(served(write_report(store, id, format, context,
                                  [&](std::string_view piece) { return sink.write(piece); })));
  PS_TRY_VOID(served(sink.flush()));
  file->bytes = sink.bytes();
  net::HttpResponse response;
  // A page is looked at where it is, and may do nothing there; the others are files to keep.
  response.headers = {
      {"Content-Type", type},
      {"Content-Disposition", fmt::format("{}; filename=\"photosieve-{}.{}\"",
                                          format == "html" ? "inline" : "attachment", id, format)}};
  if (format == "html")
    response.headers.emplace_back("Content-Security-Policy",
                                  "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  response.file = std::move(file);
  return response;
}

constexpr std::uint32_t kUsualPoints = 300;
constexpr std::uint32_t kMostPoints = 5000;

Served<std::optional<WallMs>> query_time(const Call& call, const char* field) {
  const std::string* text = call.query().find(field);
  if (text == nullptr) return std::optional<WallMs>();
  const auto time = wall_from_iso8601(*text);
  if (!time)
    return invalid(
        fmt::format("{} must be a time in UTC such as 2026-01-31T09:15:02.417Z.", field));
  return time;
}

Served<net::HttpResponse> performance(const Call& call, Store& store) {
  PS_TRY_VOID(call.only({"from", "to", "points"}));
  PS_TRY(const auto from, query_time(call, "from"));
  PS_TRY(const auto to, query_time(call, "to"));
  PS_TRY(const auto points, query_whole(call.query(), "points", 1, kMostPoints));
  PS_TRY_VOID(must_exist(store, call.value(0)));
  PS_TRY(const auto buckets,
         served(store.performance(call.value(0), from, to, points.value_or(kUsualPoints))));
  net::Json json;
  json["points"] = net::Json::array();
  for (const PerformanceBucket& bucket : buckets)
    json["points"].push_back(performance_bucket_json(bucket));
  return json_response(json);
}

}  // namespace

void list_milestones(const Services& services, const CallPtr& call) {
  read(services, call, [call](Store& store) { return milestones(*call, store); });
}

void list_errors(const Services& services, const CallPtr& call) {
  read(services, call, [call](Store& store) { return error_page(*call, store); });
}

void list_decisions(const Services& services, const CallPtr& call) {
  read(services, call, [call](Store& store) { return decisions(*call, store); });
}

void get_statistics(const Services& services, const CallPtr& call) {
  read(services, call, [call](Store& store) { return statistics(*call, store); });
}

void get_report(const Services& services, const CallPtr& call) {
  read(services, call, [&services, call](Store& store) { return report(services, *call, store); });
}

void get_performance(const Services& services, const CallPtr& call) {
  read(services, call, [call](Store& store) { return performance(*call, store); });
}

}  // namespace photosieve
