// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/json_lines.h"

#include <nlohmann/json.hpp>

namespace photosieve {

std::string json_line(const Event& event) {
  nlohmann::ordered_json line;
  line["event"] = event_name(event);
  line["data"] = event_json(event);
  // Names of files are valid UTF-8 by now; if one ever is not, a sign is better than no line.
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace photosieve
