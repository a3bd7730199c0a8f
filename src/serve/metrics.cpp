// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/metrics.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "host/process_tree.h"

namespace photosieve {
namespace {

std::string file_text(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void append_escaped(std::string& out, std::string_view text, bool quoted) {
  for (const char c : text) {
    if (c == '\\')
      out += "\\\\";
    else if (c == '\n')
      out += "\\n";
    else if (c == '"' && quoted)
      out += "\\\"";
    else
      out.push_back(c);
  }
}

void write_process(MetricsText& to, const Services& services) {
  to.metric("process_start_time_seconds", "gauge", "Start of the program, since the epoch.");
  to.sample(static_cast<double>(services.started) / 1000.0);
  if (const auto ticks = processor_ticks(file_text("/proc/self/stat"))) {
    to.metric("process_cpu_seconds_total", "counter",
              "Processor time of the server itself; workers are processes of their own.");
    to.sample(static_cast<double>(*ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK)));
  }
  if (const auto pages = resident_pages(file_text("/proc/self/statm"))) {
    to.metric("process_resident_memory_bytes", "gauge", "Resident memory of the server itself.");
    to.sample(static_cast<double>(*pages) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
  }
  std::error_code ignored;
  const std::filesystem::directory_iterator open("/proc/self/fd", ignored);
  to.metric("process_open_fds", "gauge", "Open file descriptors of the server itself.");
  to.sample(static_cast<double>(std::distance(begin(open), end(open))));
}

void write_totals(MetricsText& to, const StoredTotals& totals) {
  StoredTotals::Status sum;
  to.metric("photosieve_sessions", "gauge", "Sessions in the database, by status.");
  for (const StoredTotals::Status& one : totals.statuses) {
    to.sample(static_cast<double>(one.sessions), {{"status", std::string(name(one.status))}});
    sum.processed += one.processed;
    sum.approved += one.approved;
    sum.rejected += one.rejected;
  }
  to.metric("photosieve_images_processed_total", "counter", "Photos judged, over all sessions.");
  to.sample(static_cast<double>(sum.processed));
  to.metric("photosieve_images", "gauge",
            "Photos judged, over all sessions, by decision; reviewing moves some to rejected.");
  to.sample(static_cast<double>(sum.approved), {{"decision", "approved"}});
  to.sample(static_cast<double>(sum.rejected), {{"decision", "rejected"}});
  if (!totals.last_success) return;
  to.metric("photosieve_last_success_timestamp_seconds", "gauge",
            "When a session was last completed, since the epoch.");
  to.sample(static_cast<double>(*totals.last_success) / 1000.0);
  to.metric("photosieve_last_success_duration_seconds", "gauge",
            "Processing time of the session that was last completed.");
  to.sample(totals.last_success_seconds);
}

// A number of a running session, or nothing.
using Reading = std::optional<double> (*)(const ProgressUpdate&);
struct SessionGauge {
  const char* name;
  const char* help;
  Reading reading;
};
constexpr std::array<SessionGauge, 5> kSessionGauges{{
    {"photosieve_session_images", "Photos found.",
     [](const ProgressUpdate& one) -> std::optional<double> { return one.total_images; }},
    {"photosieve_session_images_done", "Photos judged.",
     [](const ProgressUpdate& one) -> std::optional<double> { return one.current_image; }},
    {"photosieve_session_images_per_second", "Photos a second, now.",
     [](const ProgressUpdate& one) -> std::optional<double> { return one.processing_speed; }},
    {"photosieve_session_eta_seconds", "Time left, by the present pace.",
     [](const ProgressUpdate& one) -> std::optional<double> { return one.eta_seconds; }},
    {"photosieve_session_memory_bytes", "Resident memory of the program's processes.",
     [](const ProgressUpdate& one) -> std::optional<double> {
       if (!one.memory_usage_mb) return std::nullopt;
       return *one.memory_usage_mb * 1024 * 1024;
     }},
}};

void write_sessions(MetricsText& to, const std::vector<ProgressUpdate>& running) {
  for (const SessionGauge& gauge : kSessionGauges) {
    to.metric(gauge.name, "gauge", fmt::format("{} Of sessions that run here.", gauge.help));
    for (const ProgressUpdate& one : running)
      if (const auto value = gauge.reading(one))
        to.sample(*value, {{"session_id", one.session_id}});
  }
}

void write_network(MetricsText& to, const Services& services) {
  const net::HttpStats http = services.sockets.http().stats();
  const net::EngineStats engine = services.sockets.stats();
  to.metric("photosieve_http_connections", "gauge", "Open connections.");
  to.sample(static_cast<double>(http.open));
  to.metric("photosieve_http_connections_total", "counter", "Connections accepted.");
  to.sample(static_cast<double>(http.accepted));
  to.metric("photosieve_http_bad_requests_total", "counter", "Requests that are no HTTP.");
  to.sample(static_cast<double>(http.bad_requests));
  to.metric("photosieve_slow_readers_dropped_total", "counter",
            "Clients cut off because they took too little of what was sent.");
  to.sample(static_cast<double>(http.dropped_slow + engine.dropped_slow));
  to.metric("photosieve_watchers", "gauge", "Clients of the real-time events.");
  to.sample(static_cast<double>(engine.sessions));
  to.metric("photosieve_watchers_total", "counter", "Clients of the real-time events, ever.");
  to.sample(static_cast<double>(engine.opened));
  to.metric("photosieve_thumbnail_cache_bytes", "gauge", "Thumbnails kept on disk.");
  to.sample(static_cast<double>(services.thumbnails.bytes()));
}

}  // namespace

void MetricsText::metric(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  text_ += fmt::format("# HELP {} ", name);
  append_escaped(text_, help, false);
  text_ += fmt::format("\n# TYPE {} {}\n", name, type);
}

void MetricsText::sample(double value, const Labels& labels) {
  text_ += name_;
  const char* before = "{";
  for (const auto& [label, text] : labels) {
    text_ += fmt::format("{}{}=\"", before, label);
    append_escaped(text_, to_valid_utf8(text), true);
    text_ += '"';
    before = ",";
  }
  if (!labels.empty()) text_ += '}';
  text_ += std::isfinite(value) ? fmt::format(" {}\n", value) : " NaN\n";
}

Result<std::string> metrics_text(const Services& services, Store& store) {
  MetricsText to;
  to.metric("photosieve_build_info", "gauge", "The program's version.");
  to.sample(1, {{"version", services.version}});
  PS_TRY(const StoredTotals totals, store.totals());
  write_totals(to, totals);
  write_sessions(to, services.hub.latest());
  write_network(to, services);
  write_process(to, services);
  return to.take();
}

}  // namespace photosieve
