// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "report/report_style.h"
#include "report/report_words.h"

namespace photosieve {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kShortestSlice = 2;  // seconds

std::uint64_t whole_of(const Json& json, const char* field) {
  return json.value(field, std::uint64_t{0});
}

}  // namespace

void ReportPage::head() {
  const std::string title = "Photosieve: " + session_.name;
  to_.raw(
         "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" "
         "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n")
      .element("title", title)
      .raw("<style>")
      .raw(kReportStyle)
      .raw("</style></head>\n<body><main>\n");
  to_.raw("<h1>").name(session_.name).raw("</h1>\n<p class=\"soft\">");
  to_.text(capital(std::string(name(session_.status))));
  if (session_.ended_at) to_.text(", " + time_text(session_.ended_at));
  to_.text(fmt::format(" · {} profile · session {}", session_.settings.profile, session_.id));
  to_.raw("</p>\n");
  if (!session_.error.empty()) to_.element("p", session_.error, "bad");
}

void ReportPage::tiles() {
  const double speed =
      session_.elapsed_seconds > 0 ? session_.processed / session_.elapsed_seconds : 0;
  to_.raw("<div class=\"tiles\">");
  tile(human_count(session_.processed),
       session_.total_images && *session_.total_images != session_.processed
           ? "of " + human_count(*session_.total_images) + " photos judged"
           : "photos judged");
  tile(human_count(session_.approved), "approved", "good");
  tile(human_count(session_.rejected), "rejected", "bad");
  tile(human_duration(session_.elapsed_seconds), "of processing");
  tile(speed > 0 ? fmt::format("{:.1f}", speed) : "–", "photos a second");
  to_.raw("</div>\n");
}

void ReportPage::outcome() {
  open("Outcome");
  const double approved =
      session_.processed > 0 ? 100.0 * session_.approved / session_.processed : 0;
  if (session_.processed > 0)
    to_.raw(fmt::format(
        "<div class=\"split\" role=\"img\" aria-label=\"{}\">"
        "<i style=\"width:{:.2f}%\"></i><i style=\"width:{:.2f}%\"></i></div>",
        share_text(session_.approved, session_.processed) + " approved", approved, 100 - approved));
  to_.element("p", fmt::format("{} approved, {} rejected.",
                               share_text(session_.approved, session_.processed),
                               share_text(session_.rejected, session_.processed)));
  if (const auto failed = whole_of(found_.statistics, "not_copied"); failed > 0)
    to_.element("p",
                fmt::format("{} approved photo{} could not be copied; the column copy_error of "
                            "the CSV report says why.",
                            human_count(failed), failed == 1 ? "" : "s"),
                "bad");
  close();
}

void ReportPage::issues() {
  open("Why photos were rejected, and what else was found");
  to_.element("p", "A photo may have several findings. Bars are shares of the photos judged.",
              "soft");
  to_.raw("<div class=\"wide\"><table class=\"issues\"><tbody>\n");
  for (const Json& category : found_.statistics["categories"]) {
    to_.raw("<tr><th colspan=\"2\">").text(capital(category.value("category", std::string())));
    to_.raw("</th>");
    to_.element("th", human_count(whole_of(category, "images")), "num");
    to_.element("th", share_text(whole_of(category, "images"), session_.processed), "num");
    to_.element("th", "rejected", "bar").raw("</tr>\n");
    if (category["codes"].empty())
      to_.raw("<tr>").raw("<td colspan=\"5\" class=\"soft\">Nothing was found.</td></tr>\n");
    for (const Json& code : category["codes"]) issue_row(code);
  }
  end_table();
  close();
}

void ReportPage::throughput() {
  const Json& slices = found_.statistics["throughput"];
  Chart chart{.title = "Photos a second over the time of processing",
              .seconds = session_.elapsed_seconds,
              .steps = true};
  // Results are stored together, twice a second: shorter slices would show that alone.
  const double length =
      session_.elapsed_seconds / static_cast<double>(std::max<std::size_t>(slices.size(), 1));
  const auto together =
      static_cast<std::size_t>(std::ceil(kShortestSlice / std::max(length, 1e-3)));
  std::uint64_t known = 0;
  for (std::size_t i = 0; i < slices.size(); i += together) {
    std::uint64_t photos = 0;
    std::size_t count = 0;
    for (; count < together && i + count < slices.size(); ++count)
      photos += whole_of(slices[i + count], "images");
    known += photos;
    chart.points.push_back({slices[i].value("from_seconds", 0.0),
                            static_cast<double>(photos) / (length * static_cast<double>(count))});
  }
  if (known == 0) return;
  mark(chart);
  open("Photos a second");
  to_.raw(svg_chart(chart));
  if (!chart.marks.empty()) to_.element("p", "Dashed lines are milestones.", "soft");
  close();
}

void ReportPage::host() {
  if (found_.host.empty()) return;
  open("The host");
  to_.element("p", "Over the time by the clock, from the start of the session.", "soft");
  const WallMs start = session_.started_at.value_or(session_.created_at);
  const double span =
      static_cast<double>(session_.ended_at.value_or(context_.made_at) - start) / 1000;
  to_.raw("<div class=\"charts\">");
  for (const HostSeries& series : found_.host) {
    Chart chart{.title = series.name + ", " + series.unit,
                .points = series.points,
                .seconds = span,
                .most = series.most,
                .small = true};
    for (const StoredMilestone& one : found_.milestones)
      chart.marks.push_back(
          {static_cast<double>(one.timestamp - start) / 1000, milestone_text(one)});
    to_.raw("<figure>").element("figcaption", chart.title).raw(svg_chart(chart)).raw("</figure>\n");
  }
  to_.raw("</div>");
  close();
}

void ReportPage::decisions() {
  if (found_.decisions.empty()) return;
  open("What the tuner decided", true);
  table({"when", "what", "#from", "#to", "because"});
  const std::size_t shown = std::min(found_.decisions.size(), kMostListed);
  for (std::size_t i = 0; i < shown; ++i) {
    const TunerDecision& one = found_.decisions[i];
    to_.raw("<tr>").element("td", time_text(one.timestamp), "when").element("td", words(one.what));
    number(number_text(one.from, "{:g}"));
    number(number_text(one.to, "{:g}"));
    to_.element("td", one.reason, "path").raw("</tr>");
  }
  end_table();
  if (found_.decisions.size() > shown)
    to_.element("p",
                fmt::format("The first {} of {}.", shown, human_count(found_.decisions.size())),
                "soft");
  close();
}

void ReportPage::milestones() {
  if (found_.milestones.empty()) return;
  open("Milestones");
  table({"reached", "", "#photos", "#photos/s", "#approved", "#CPU", "#memory", "#GPU"});
  for (const StoredMilestone& one : found_.milestones) {
    const PerformanceSnapshot& at = one.snapshot;
    to_.raw("<tr>")
        .element("td", time_text(one.timestamp), "when")
        .element("td", milestone_text(one));
    number(human_count(one.current_progress));
    number(number_text(at.processing_speed, "{:.1f}"));
    number(number_text(at.approved_rate, "{:.1f} %"));
    number(number_text(at.cpu_usage, "{:.0f} %"));
    number(number_text(at.memory_usage, "{:.0f} MB"));
    number(number_text(at.gpu_usage, "{:.0f} %"));
    to_.raw("</tr>");
  }
  end_table();
  close();
}

void ReportPage::errors() {
  if (found_.errors.empty()) return;
  open("What went wrong", true);
  table({"when", "what", "message", "#photo"});
  const std::size_t shown = std::min(found_.errors.size(), kMostListed);
  for (std::size_t i = 0; i < shown; ++i) {
    const StoredError& one = found_.errors[i];
    to_.raw("<tr>").element("td", time_text(one.timestamp), "when").element("td", one.type);
    to_.element("td", one.message, one.recoverable ? "path" : "path bad");
    number(one.n == 0 ? std::string() : human_count(one.n));
    to_.raw("</tr>");
  }
  end_table();
  if (found_.errors.size() > shown) to_.element("p", "There are more.", "soft");
  close();
}

void ReportPage::folders() {
  const Json& folders = found_.statistics["folders"];
  if (folders.size() < 2) return;
  open("Folders", true);
  table({"folder", "#photos", "#approved", "#share"});
  const std::size_t shown = std::min(folders.size(), kMostListed);
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string path = folders[i].value("folder", std::string());
    to_.raw("<tr><td class=\"path\">")
        .name(path.empty() ? "(the input itself)" : path)
        .raw("</td>");
    const std::uint64_t images = whole_of(folders[i], "images");
    const std::uint64_t approved = whole_of(folders[i], "approved_count");
    number(human_count(images));
    number(human_count(approved));
    number(share_text(approved, images));
    to_.raw("</tr>");
  }
  end_table();
  if (const auto all = whole_of(found_.statistics, "folder_count"); all > shown)
    to_.element("p", fmt::format("The largest {} of {}.", shown, human_count(all)), "soft");
  close();
}

void ReportPage::slowest() {
  const Json& photos = found_.statistics["slowest"];
  if (photos.empty()) return;
  open("The photos that took longest");
  table({"photo", "#seconds"});
  for (const Json& photo : photos) {
    to_.raw("<tr><td class=\"path\">").name(photo.value("path", std::string())).raw("</td>");
    number(fmt::format("{:.2f}", photo.value("elapsed_ms", 0.0) / 1000));
    to_.raw("</tr>");
  }
  end_table();
  close();
}

void ReportPage::begin_rejected() {
  open("Rejected photos", true);
  to_.raw("<details><summary>")
      .text(fmt::format("{} photos and their reasons", human_count(session_.rejected)))
      .raw("</summary>");
  table({"#n", "photo", "reasons"});
}

void ReportPage::rejected(const StoredResult& stored) {
  std::string reasons;
  for (const Finding& finding : stored.result.findings)
    if (finding.severity == Severity::kReject)
      reasons += (reasons.empty() ? "" : ", ") + words(info(finding.code).name);
  to_.raw("<tr>");
  number(human_count(stored.result.n));
  to_.raw("<td class=\"path\">").name(stored.path).raw("</td>").element("td", reasons);
  to_.raw("</tr>\n");
}

void ReportPage::end_rejected() {
  end_table();
  if (session_.rejected > kMostNames)
    to_.element("p",
                fmt::format("The first {}; all are in the CSV and the JSON report.", kMostNames),
                "soft");
  to_.raw("</details>");
  close();
}

void ReportPage::settings() {
  const RunSettings& settings = session_.settings;
  open("Session");
  to_.raw("<dl>");
  item("Input", session_.input_folder);
  item("Output", settings.copy ? session_.output_folder : "nothing is copied");
  item("Profile", settings.profile);
  item("Mode", std::string(name(settings.mode)));
  item("Workers", settings.workers == 0 ? "one a processor" : std::to_string(settings.workers));
  item("Batch size", fmt::format("{}{}", batch_size_of(settings),
                                 settings.batch_size == 0 ? ", by the mode" : ""));
  item("Started", time_text(session_.started_at));
  item("Ended", time_text(session_.ended_at));
  item("Batches", human_count(session_.batches));
  item("Memory at most", number_text(session_.peak_memory_mb, "{:.0f} MB"));
  item("GPU in the mean", number_text(session_.avg_gpu_usage, "{:.0f} %"));
  std::string skipped;
  for (const Json& one : found_.statistics["skipped"])
    skipped +=
        fmt::format("{}{} {}", skipped.empty() ? "" : ", ", human_count(whole_of(one, "files")),
                    words(one.value("reason", std::string())));
  item("Files skipped", skipped.empty() ? "none" : skipped);
  std::string formats;
  for (const Json& one : found_.statistics["formats"])
    formats +=
        fmt::format("{}{} {}", formats.empty() ? "" : ", ", human_count(whole_of(one, "images")),
                    one.value("format", std::string()));
  item("Formats", formats.empty() ? "–" : formats);
  item("Made by", context_.program);
  item("Report made", time_text(context_.made_at));
  to_.raw("</dl>");
  close();
}

void ReportPage::foot() {
  to_.raw("</main></body></html>\n");
}

void ReportPage::open(const std::string& title, bool is_long) {
  to_.raw(is_long ? "<section class=\"long\">" : "<section>").element("h2", title).raw("\n");
}

void ReportPage::close() {
  to_.raw("</section>\n");
}

void ReportPage::tile(const std::string& value, const std::string& of, std::string_view kind) {
  to_.raw("<div class=\"tile\">").element("b", value, kind).text(of).raw("</div>");
}

void ReportPage::item(const char* term, const std::string& value) {
  to_.element("dt", term).raw("<dd>").name(value).raw("</dd>");
}

void ReportPage::number(const std::string& text) {
  to_.element("td", text, "num");
}

void ReportPage::table(std::initializer_list<std::string_view> columns) {
  to_.raw("<div class=\"wide\"><table><thead><tr>");
  for (const std::string_view column : columns)
    to_.element("th", column.substr(column.starts_with('#') ? 1 : 0),
                column.starts_with('#') ? "num" : "");
  to_.raw("</tr></thead><tbody>\n");
}

void ReportPage::end_table() {
  to_.raw("</tbody></table></div>\n");
}

void ReportPage::issue_row(const Json& code) {
  const std::uint64_t images = whole_of(code, "images");
  const std::string severity = code.value("severity", std::string());
  const double share =
      session_.processed > 0 ? 100.0 * static_cast<double>(images) / session_.processed : 0;
  to_.raw("<tr>").element("td", words(code.value("code", std::string())));
  to_.element("td",
              severity == "reject" ? "rejects"
              : severity == "warn" ? "warning"
                                   : "label",
              "soft");
  number(human_count(images));
  number(share_text(images, session_.processed));
  to_.raw("<td class=\"bar\"><i class=\"").text(severity);
  to_.raw(fmt::format("\" style=\"width:{:.2f}%\"></i></td></tr>\n", std::min(share, 100.0)));
}

std::string ReportPage::milestone_text(const StoredMilestone& one) {
  if (one.type == MilestoneType::kPercentage) return one.value + " of the photos";
  if (one.type == MilestoneType::kCount) return human_count(one.current_progress) + " photos";
  return words(one.value);
}

void ReportPage::mark(Chart& chart) const {
  for (const StoredMilestone& one : found_.milestones)
    chart.marks.push_back({one.snapshot.elapsed_time, milestone_text(one)});
}

}  // namespace photosieve
