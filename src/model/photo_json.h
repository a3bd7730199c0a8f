// A photo's result as JSON: what `inspect` and reports print, what a worker answers, what is
// stored.
//
// result_to_json keeps everything (the workers' and the store's form, read back by
// result_from_json); inspect_json is the public form of CONTRACT "inspect --json".
// Errors: result_from_json trusts nothing; whatever its input, it gives a valid result or an error.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/result.h"
#include "model/photo.h"

namespace photosieve {

[[nodiscard]] nlohmann::json result_to_json(const PhotoResult& result);
[[nodiscard]] Result<PhotoResult> result_from_json(const nlohmann::json& json);

[[nodiscard]] nlohmann::json findings_to_json(const std::vector<Finding>& findings);
[[nodiscard]] Result<std::vector<Finding>> findings_from_json(const nlohmann::json& json);
[[nodiscard]] nlohmann::json measures_to_json(const Measures& measures);
[[nodiscard]] Result<Measures> measures_from_json(const nlohmann::json& json);

// `path` as bytes: where it is not UTF-8 the text has U+FFFD and `path_bytes` its base64.
[[nodiscard]] nlohmann::ordered_json inspect_json(const std::string& path,
                                                  const PhotoResult& result);

}  // namespace photosieve
