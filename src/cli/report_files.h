// Reports of a complete session as files: reports/SESSION.html, .json and .csv beside the database.
//
// Each is written whole under another name and then renamed, for its owner to read; one that is
// there already is replaced.
// Errors   kFatal with the file's name where it cannot be written; those of the store.
// Threads  the store's own.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

namespace photosieve {

// Of a database that is no file: beside where the default one lies. "" when it is nowhere.
[[nodiscard]] std::string report_folder(const std::string& database);

// The path of the first format's file; "" where there is no folder or no format.
[[nodiscard]] Result<std::string> write_report_files(Store& store, const std::string& session_id,
                                                     const std::string& folder,
                                                     const std::vector<std::string>& formats,
                                                     WallMs made_at);

}  // namespace photosieve
