// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/schemas.h"

#include "serve/embedded_schemas.h"

namespace photosieve {

std::string_view openapi_schema() {
  return kOpenapi;
}

std::string_view events_schema() {
  return kEventsSchema;
}

}  // namespace photosieve
