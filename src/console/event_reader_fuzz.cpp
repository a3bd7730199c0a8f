// Whatever a server sends as an event: it is read or refused, and can be drawn at any width.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/result.h"
#include "console/event_reader.h"
#include "console/progress_view.h"
#include "console/screen.h"
#include "console/text_width.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve;  // NOLINT(google-build-using-namespace): of this function alone
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  ViewState state;
  std::size_t columns = 1;
  // One event a line: its name, a space, its JSON.
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t space = std::min(line.find(' '), line.size());
    const auto json = nlohmann::ordered_json::parse(line.substr(space), nullptr, false);
    if (json.is_discarded()) continue;
    const auto event = event_from_json(line.substr(0, space), json);
    if (!event || !*event) continue;
    state.take(**event);
    (void)event_line(**event, {});
    columns = columns * 3 % 211 + 1;
    for (const std::string& row : screen_lines(state, {columns, 40}, {}, {}))
      PS_CHECK(text_columns(row) <= columns);
  }
  return 0;
}
