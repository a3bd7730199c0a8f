// Values as PostgreSQL sends them in binary: network order, by the type of the column or place.
//
// Threads: pure. Errors: a type that this program does not use reads as 0 or is sent as it is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace photosieve {

// Types by their numbers, which are fixed (pg_type.dat).
inline constexpr unsigned kPostgresBool = 16;
inline constexpr unsigned kPostgresBytes = 17;
inline constexpr unsigned kPostgresInt8 = 20;
inline constexpr unsigned kPostgresInt2 = 21;
inline constexpr unsigned kPostgresInt4 = 23;
inline constexpr unsigned kPostgresText = 25;
inline constexpr unsigned kPostgresFloat8 = 701;

[[nodiscard]] std::string to_postgres(std::int64_t value, unsigned type);
[[nodiscard]] std::string to_postgres(double value, unsigned type);
// A text holds no zero bytes and nothing but UTF-8 there: what else it has becomes U+FFFD.
[[nodiscard]] std::string to_postgres(std::string_view text, unsigned type);

[[nodiscard]] std::int64_t whole_from_postgres(std::string_view bytes, unsigned type);
[[nodiscard]] double number_from_postgres(std::string_view bytes, unsigned type);

}  // namespace photosieve
