// CsvRow: one line of a CSV file (RFC 4180), made cell by cell.
//
// A text is quoted where it must be, and led by an apostrophe where a spreadsheet would take it
// for a formula (OWASP, "CSV Injection": a first =, +, -, @, tab or carriage return); invalid UTF-8
// becomes U+FFFD. Numbers are written as they are, unknown ones as an empty cell.
// Threads: one a row.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace photosieve {

class CsvRow {
 public:
  CsvRow& text(std::string_view text);
  CsvRow& number(double value);
  CsvRow& whole(std::uint64_t value);
  CsvRow& empty();
  CsvRow& maybe(const std::optional<double>& value) { return value ? number(*value) : empty(); }

  // The line with its CRLF.
  [[nodiscard]] std::string line() const { return cells_ + "\r\n"; }

 private:
  void next();

  std::string cells_;
  bool first_ = true;
};

}  // namespace photosieve
