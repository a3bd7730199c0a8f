// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_read.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace photosieve {
namespace {

tl::unexpected<Error> wrong(const char* field, const char* wanted) {
  return fail(ErrorKind::kPhoto, fmt::format("field {} is not {}", field, wanted));
}

bool in_range(double value, double lowest, double highest) {
  return std::isfinite(value) && value >= lowest && value <= highest;
}

}  // namespace

const nlohmann::json* JsonReader::find(const char* field) const {
  if (!json_.is_object()) return nullptr;
  const auto found = json_.find(field);
  return found == json_.end() || found->is_null() ? nullptr : &*found;
}

Result<std::string> JsonReader::text(const char* field, std::size_t longest) const {
  const nlohmann::json* value = find(field);
  if (value == nullptr || !value->is_string()) return wrong(field, "a text");
  const auto& text = value->get_ref<const std::string&>();
  if (text.size() > longest) return wrong(field, "short enough");
  if (!valid_utf8(text)) return wrong(field, "UTF-8");
  return text;
}

Result<std::uint64_t> JsonReader::whole(const char* field, std::uint64_t highest) const {
  const nlohmann::json* value = find(field);
  const bool whole = value != nullptr && value->is_number_integer() &&
                     (value->is_number_unsigned() || value->get<std::int64_t>() >= 0);
  if (!whole) return wrong(field, "a whole number");
  const auto number = value->get<std::uint64_t>();
  if (number > highest) return wrong(field, "in range");
  return number;
}

Result<std::int64_t> JsonReader::integer(const char* field) const {
  const nlohmann::json* value = find(field);
  if (value == nullptr || !value->is_number_integer()) return wrong(field, "an integer");
  if (value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX)
    return wrong(field, "in range");
  return value->get<std::int64_t>();
}

Result<double> JsonReader::number(const char* field, double lowest, double highest) const {
  const nlohmann::json* value = find(field);
  if (value == nullptr || !value->is_number()) return wrong(field, "a number");
  const auto number = value->get<double>();
  if (!in_range(number, lowest, highest)) return wrong(field, "in range");
  return number;
}

Result<std::optional<double>> JsonReader::maybe_number(const char* field, double lowest,
                                                       double highest) const {
  if (find(field) == nullptr) return std::optional<double>{};
  PS_TRY(const double value, number(field, lowest, highest));
  return std::optional<double>{value};
}

Result<bool> JsonReader::boolean(const char* field) const {
  const nlohmann::json* value = find(field);
  if (value == nullptr || !value->is_boolean()) return wrong(field, "true or false");
  return value->get<bool>();
}

}  // namespace photosieve
