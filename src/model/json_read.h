// JsonReader: typed reading of JSON that nobody vouches for.
//
// Each call gives the field or an Error that names it; nothing throws, nothing is converted
// silently. Unknown fields are ignored, so that a newer writer can add. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "base/result.h"

namespace photosieve {

class JsonReader {
 public:
  // `json` must outlive the reader; it may be anything, an object is asked for by each call.
  explicit JsonReader(const nlohmann::json& json) : json_(json) {}

  [[nodiscard]] Result<std::string> text(const char* field, std::size_t longest) const;
  [[nodiscard]] Result<std::uint64_t> whole(const char* field, std::uint64_t highest) const;
  [[nodiscard]] Result<std::int64_t> integer(const char* field) const;
  [[nodiscard]] Result<double> number(const char* field, double lowest, double highest) const;
  // Nothing for null and for a field that is not there.
  [[nodiscard]] Result<std::optional<double>> maybe_number(const char* field, double lowest,
                                                           double highest) const;
  [[nodiscard]] Result<bool> boolean(const char* field) const;
  // Null when the field is not there or is null.
  [[nodiscard]] const nlohmann::json* find(const char* field) const;

 private:
  const nlohmann::json& json_;
};

}  // namespace photosieve
