// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/postgres_values.h"

#include <bit>

#include "base/text.h"

namespace photosieve {
namespace {

std::string big_endian(std::uint64_t value, int bytes) {
  std::string out;
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
    out += static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU);
  return out;
}

std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
  return value;
}

}  // namespace

std::string to_postgres(std::int64_t value, unsigned type) {
  switch (type) {
    case kPostgresBool:
      return big_endian(value != 0 ? 1 : 0, 1);
    case kPostgresInt2:
      return big_endian(static_cast<std::uint64_t>(value), 2);
    case kPostgresInt4:
      return big_endian(static_cast<std::uint64_t>(value), 4);
    case kPostgresFloat8:
      return to_postgres(static_cast<double>(value), type);
    case kPostgresText:
      return std::to_string(value);
    default:
      return big_endian(static_cast<std::uint64_t>(value), 8);
  }
}

std::string to_postgres(double value, unsigned type) {
  if (type == kPostgresText) return std::to_string(value);
  if (type != kPostgresFloat8) return to_postgres(static_cast<std::int64_t>(value), type);
  return big_endian(std::bit_cast<std::uint64_t>(value), 8);
}

std::string to_postgres(std::string_view text, unsigned type) {
  if (type == kPostgresBytes) return std::string(text);
  std::string valid = valid_utf8(text) ? std::string(text) : to_valid_utf8(text);
  for (std::size_t at = valid.find('\0'); at != std::string::npos; at = valid.find('\0', at))
    valid.replace(at, 1, "\xef\xbf\xbd");
  return valid;
}

std::int64_t whole_from_postgres(std::string_view bytes, unsigned type) {
  switch (type) {
    case kPostgresInt2:
      return static_cast<std::int16_t>(from_big_endian(bytes));
    case kPostgresInt4:
      return static_cast<std::int32_t>(from_big_endian(bytes));
    case kPostgresBool:
    case kPostgresInt8:
      return static_cast<std::int64_t>(from_big_endian(bytes));
    case kPostgresFloat8:
      return static_cast<std::int64_t>(number_from_postgres(bytes, type));
    default:
      return 0;
  }
}

double number_from_postgres(std::string_view bytes, unsigned type) {
  if (type == kPostgresFloat8) return std::bit_cast<double>(from_big_endian(bytes));
  return static_cast<double>(whole_from_postgres(bytes, type));
}

}  // namespace photosieve
