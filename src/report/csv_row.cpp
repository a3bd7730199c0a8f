// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv_row.h"

#include <fmt/format.h>

#include "base/text.h"

namespace photosieve {

void CsvRow::next() {
  if (!first_) cells_ += ',';
  first_ = false;
}

CsvRow& CsvRow::text(std::string_view text) {
  next();
  std::string cell = to_valid_utf8(text);
  constexpr std::string_view kFormulaStarts = "=+-@\t\r";
  if (!cell.empty() && kFormulaStarts.find(cell.front()) != std::string_view::npos)
    cell.insert(0, 1, '\'');
  // A space at an end is kept by every reader only inside quotes.
  const bool quoted = cell.find_first_of(",\"\r\n") != std::string::npos ||
                      (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
  if (!quoted) {
    cells_ += cell;
    return *this;
  }
  cells_ += '"';
  for (const char letter : cell) {
    if (letter == '"') cells_ += '"';
    cells_ += letter;
  }
  cells_ += '"';
  return *this;
}

CsvRow& CsvRow::number(double value) {
  next();
  fmt::format_to(std::back_inserter(cells_), "{}", value);
  return *this;
}

CsvRow& CsvRow::whole(std::uint64_t value) {
  next();
  fmt::format_to(std::back_inserter(cells_), "{}", value);
  return *this;
}

CsvRow& CsvRow::empty() {
  next();
  return *this;
}

}  // namespace photosieve
