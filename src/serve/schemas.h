// The public schemas, compiled in: OpenAPI 3.1 of the REST calls, JSON Schema of the events.
//
// Their sources are serve/schema/openapi.json and events.schema.json.
// Threads: constant data.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace photosieve {

[[nodiscard]] std::string_view openapi_schema();
[[nodiscard]] std::string_view events_schema();

}  // namespace photosieve
