// Reports: everything a session decided, photo by photo, for machines and for tables.
//
// JSON {"session": {...}, "images": [...]}: the session object, and each judged photo as `inspect`
//      prints it with `n`, `group` (null: in none), `copied` and `copy_error`, in the order of
//      paths.
// CSV  one row a photo after a row of names (RFC 4180, UTF-8); cells that a spreadsheet would take
//      for a formula get an apostrophe.
// Errors   the store's; kFatal when the sink takes no more. Threads: the store's.
// Memory   one photo's, whatever their number.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/store.h"

namespace photosieve {

// A text as a CSV cell, quoted.
[[nodiscard]] std::string csv_text(std::string_view text);

using ReportSink = std::function<bool(std::string_view)>;  // false: it takes no more

[[nodiscard]] Result<> write_report_json(Store& store, const Session& session,
                                         const ReportSink& sink);
[[nodiscard]] Result<> write_report_csv(Store& store, const Session& session,
                                        const ReportSink& sink);

}  // namespace photosieve
