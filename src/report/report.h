// Report: all that a session found, as JSON for programs and CSV for spreadsheets.
//
// Photos come in the order of paths, those that are judged. JSON is CONTRACT section 5:
// {session, images}, an image a line. CSV is RFC 4180 in UTF-8: a header, then a row a photo; a
// text that a spreadsheet would run as a formula is led by an apostrophe.
// Errors   kUsage for an unknown session; the store's; the sink's, which ends the report.
// Threads  the store's own. Memory: one photo's row, whatever their number.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/store.h"

namespace photosieve {

// Takes the report piece by piece; its error is returned as it is.
using ReportSink = std::function<Result<>(std::string_view)>;

[[nodiscard]] Result<> write_report_json(Store& store, const std::string& session_id,
                                         const ReportSink& sink);
[[nodiscard]] Result<> write_report_csv(Store& store, const std::string& session_id,
                                        const ReportSink& sink);

}  // namespace photosieve
