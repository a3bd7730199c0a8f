// The report as one HTML file that needs nothing beside itself: no script, no font, no picture, no
// network. What a person wants to know of an ended run, top down: what came out, why photos were
// rejected, how fast it went, what the host did, what the tuner decided, what was reached and what
// went wrong, with which settings.
//
// Everything from outside (names, messages) is escaped text (html_text.h), and the page forbids
// itself to load or run anything. Light and dark by the reader's choice; prints on white. Lists are
// bounded (kMostListed rows, 500 names); what they leave out is told, and is in CSV and JSON.
// Errors   kUsage for an unknown session; the store's; the sink's.
// Threads  the store's own. Cost: three walks over the session's photos; some hundred kilobytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/clock.h"
#include "report/report.h"

namespace photosieve {

// What the store does not hold of the session itself.
struct ReportContext {
  std::string program;  // "Photosieve 0.4.0"
  WallMs made_at = 0;
};

inline constexpr std::size_t kMostListed = 50;
inline constexpr std::size_t kMostNames = 500;

// "html", "json" or "csv"; kUsage for another format.
[[nodiscard]] Result<> write_report(Store& store, const std::string& session_id,
                                    std::string_view format, const ReportContext& context,
                                    const ReportSink& sink);

[[nodiscard]] Result<> write_report_html(Store& store, const std::string& session_id,
                                         const ReportContext& context, const ReportSink& sink);

}  // namespace photosieve
