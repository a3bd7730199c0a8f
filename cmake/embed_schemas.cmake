# Writes the public schemas (src/serve/schema) into a header, so that the program stands alone.
# Called by: cmake -D SCHEMAS=DIR -D OUT=FILE -P embed_schemas.cmake
# SPDX-License-Identifier: GPL-3.0-or-later
cmake_minimum_required(VERSION 3.25)
file(READ ${SCHEMAS}/openapi.json openapi)
file(READ ${SCHEMAS}/events.schema.json events)
file(WRITE ${OUT}.new
"// The schemas of src/serve/schema; made by cmake/embed_schemas.cmake.
#pragma once

#include <string_view>

namespace photosieve {

inline constexpr std::string_view kOpenapi = R\"__schema__(${openapi})__schema__\";
inline constexpr std::string_view kEventsSchema = R\"__schema__(${events})__schema__\";

}  // namespace photosieve
")
file(RENAME ${OUT}.new ${OUT})
