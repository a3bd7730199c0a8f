// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/body_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "serve/call.h"

namespace photosieve {
namespace {
constexpr std::size_t kMostNumbers = 32;
}  // namespace

const net::Json* BodyReader::find(const char* field) const {
  const auto found = object_.find(field);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

tl::unexpected<Problem> BodyReader::must_be(const char* field, const std::string& what) const {
  return invalid(fmt::format("{}{} must be {}.", where_, field, what));
}

Served<void> BodyReader::only(const std::vector<std::string_view>& fields) const {
  for (const auto& [name, value] : object_.items())
    if (std::find(fields.begin(), fields.end(), name) == fields.end())
      return invalid(
          unknown_name(where_.empty() ? "field" : "field in " + where_.substr(0, where_.size() - 1),
                       name, fields));
  return {};
}

Served<std::optional<std::string>> BodyReader::text(const char* field, std::size_t longest) const {
  const net::Json* json = find(field);
  if (json == nullptr) return std::optional<std::string>{};
  if (!json->is_string()) return must_be(field, "a text");
  const auto& text = json->get_ref<const std::string&>();
  if (text.size() > longest) return must_be(field, fmt::format("at most {} bytes long", longest));
  if (text.find('\0') != std::string::npos) return must_be(field, "a text without NUL characters");
  return std::optional<std::string>(text);
}

Served<std::optional<std::uint32_t>> BodyReader::whole(const char* field, std::uint32_t lowest,
                                                       std::uint32_t highest) const {
  const net::Json* json = find(field);
  if (json == nullptr) return std::optional<std::uint32_t>{};
  if (!json->is_number_unsigned() || json->get<std::uint64_t>() < lowest ||
      json->get<std::uint64_t>() > highest)
    return must_be(field, fmt::format("a whole number from {} to {}", lowest, highest));
  return std::optional<std::uint32_t>(json->get<std::uint32_t>());
}

Served<std::optional<double>> BodyReader::number(const char* field, double lowest,
                                                 double highest) const {
  const net::Json* json = find(field);
  if (json == nullptr) return std::optional<double>{};
  if (!json->is_number() || !(json->get<double>() >= lowest && json->get<double>() <= highest))
    return must_be(field, fmt::format("a number from {} to {}", lowest, highest));
  return std::optional<double>(json->get<double>());
}

Served<std::optional<bool>> BodyReader::boolean(const char* field) const {
  const net::Json* json = find(field);
  if (json == nullptr) return std::optional<bool>{};
  if (!json->is_boolean()) return must_be(field, "true or false");
  return std::optional<bool>(json->get<bool>());
}

Served<std::optional<std::vector<std::uint32_t>>> BodyReader::rising(const char* field,
                                                                     std::uint32_t lowest,
                                                                     std::uint32_t highest) const {
  const net::Json* json = find(field);
  if (json == nullptr) return std::optional<std::vector<std::uint32_t>>{};
  const std::string what = fmt::format("a list of at most {} rising whole numbers from {} to {}",
                                       kMostNumbers, lowest, highest);
  if (!json->is_array() || json->size() > kMostNumbers) return must_be(field, what);
  std::vector<std::uint32_t> numbers;
  for (const net::Json& one : *json) {
    const bool good = one.is_number_unsigned() && one.get<std::uint64_t>() >= lowest &&
                      one.get<std::uint64_t>() <= highest &&
                      (numbers.empty() || one.get<std::uint64_t>() > numbers.back());
    if (!good) return must_be(field, what);
    numbers.push_back(one.get<std::uint32_t>());
  }
  return std::optional<std::vector<std::uint32_t>>(std::move(numbers));
}

Served<const net::Json*> BodyReader::object(const char* field) const {
  const net::Json* json = find(field);
  if (json != nullptr && !json->is_object()) return must_be(field, "an object");
  return json;
}

}  // namespace photosieve
