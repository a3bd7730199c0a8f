// Paths and queries of URLs as bytes, read strictly.
//
// A '%' must be followed by two hexadecimal digits; NUL is refused however it is written. In a
// query '+' is a space (as forms write it) and no name may come twice.
// Errors   nothing, or a sentence, for what is not well formed.
// Threads  pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace photosieve {

// "/a%20b/c" is {"a b", "c"}; "/" is {""}. Dot segments stay what they are: they name nothing here.
[[nodiscard]] std::optional<std::vector<std::string>> path_segments(std::string_view path);

class Query {
 public:
  [[nodiscard]] static Result<Query> parse(std::string_view text);

  [[nodiscard]] const std::string* find(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& values() const {
    return values_;
  }

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

}  // namespace photosieve
