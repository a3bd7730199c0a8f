// Cursors: where the next page of a list begins, as text that only this program reads.
//
// A cursor belongs to one list with its filters and order, and says so: with another it is refused
// rather than misread. A check value over both finds what was cut, changed or made up by hand; it
// is no secret, since a cursor gives nothing that the list itself would not.
// Errors   400 invalid_payload: ask for the first page again.
// Threads  pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "serve/problem.h"

namespace photosieve {

class Call;

// The list that a call asks for: its path and its query, but for the page's size and place.
[[nodiscard]] std::string list_of(const Call& call);

[[nodiscard]] std::string make_cursor(std::string_view list, const std::vector<std::string>& parts);
// The parts that make_cursor() was given; as many as `count`.
[[nodiscard]] Served<std::vector<std::string>> read_cursor(std::string_view list,
                                                           std::string_view cursor,
                                                           std::size_t count);

// A number that comes back as the same bits.
[[nodiscard]] std::string exact_text(double value);
[[nodiscard]] bool exact_number(const std::string& text, double& value);

}  // namespace photosieve
