// BodyReader: the fields of a JSON object that a client sent, each checked.
//
// Nothing is converted silently, and what is not known is refused with the nearest known name: a
// mistyped field would otherwise be an unnoticed default. null means that the field is not there.
// Errors   400 invalid_payload, naming the field and what it should be.
// Threads  one. Lifetime: the object must outlive the reader.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/json.h"
#include "serve/problem.h"

namespace photosieve {

class BodyReader {
 public:
  // `where` stands before a field's name in sentences: "settings."; "" at the top.
  explicit BodyReader(const net::Json& object, std::string where = {})
      : object_(object), where_(std::move(where)) {}

  [[nodiscard]] Served<void> only(const std::vector<std::string_view>& fields) const;

  [[nodiscard]] Served<std::optional<std::string>> text(const char* field,
                                                        std::size_t longest) const;
  [[nodiscard]] Served<std::optional<std::uint32_t>> whole(const char* field, std::uint32_t lowest,
                                                           std::uint32_t highest) const;
  [[nodiscard]] Served<std::optional<double>> number(const char* field, double lowest,
                                                     double highest) const;
  [[nodiscard]] Served<std::optional<bool>> boolean(const char* field) const;
  // At most 32 numbers from `lowest` to `highest`, each greater than the one before it.
  [[nodiscard]] Served<std::optional<std::vector<std::uint32_t>>> rising(
      const char* field, std::uint32_t lowest, std::uint32_t highest) const;
  // An object; nullptr when it is not there.
  [[nodiscard]] Served<const net::Json*> object(const char* field) const;

 private:
  [[nodiscard]] const net::Json* find(const char* field) const;
  [[nodiscard]] tl::unexpected<Problem> must_be(const char* field, const std::string& what) const;

  const net::Json& object_;
  std::string where_;
};

}  // namespace photosieve
