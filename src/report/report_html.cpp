// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_html.h"

#include "base/text.h"
#include "report/report_page.h"
#include "report/statistics.h"

namespace photosieve {
namespace {

constexpr std::uint32_t kChartPoints = 240;

}  // namespace

Result<> write_report_html(Store& store, const std::string& session_id,
                           const ReportContext& context, const ReportSink& sink) {
  ReportFound found;
  PS_TRY(found.statistics, statistics_json(store, session_id));
  PS_TRY(auto session, store.session(session_id));
  if (!session) return fail(ErrorKind::kUsage, "there is no session " + printable(session_id));
  found.session = *std::move(session);
  PS_TRY(found.milestones, store.milestones(session_id));
  PS_TRY(found.decisions, store.decisions(session_id));
  PS_TRY(const auto history, store.performance(session_id, {}, {}, kChartPoints));
  found.host = host_series(history, found.session.started_at.value_or(found.session.created_at));
  PS_TRY(found.errors, store.error_page(session_id, 0, kMostListed + 1));

  HtmlText html;
  ReportPage page(found, context, html);
  page.head();
  page.tiles();
  page.outcome();
  page.issues();
  page.throughput();
  page.host();
  page.decisions();
  page.milestones();
  page.errors();
  page.folders();
  page.slowest();
  if (found.session.rejected > 0) {
    page.begin_rejected();
    std::size_t listed = 0;
    PS_TRY_VOID(store.each_result(session_id, [&](const StoredResult& stored) {
      if (stored.result.decision == Decision::kApproved) return true;
      page.rejected(stored);
      return ++listed < kMostNames;
    }));
    page.end_rejected();
  }
  page.settings();
  page.foot();
  return sink(html.take());
}

Result<> write_report(Store& store, const std::string& session_id, std::string_view format,
                      const ReportContext& context, const ReportSink& sink) {
  if (format == "html") return write_report_html(store, session_id, context, sink);
  if (format == "json") return write_report_json(store, session_id, sink);
  if (format == "csv") return write_report_csv(store, session_id, sink);
  return fail(ErrorKind::kUsage, "a report is html, json or csv, not " + printable(format));
}

}  // namespace photosieve
