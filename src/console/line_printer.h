// LinePrinter: a line that is drawn over on a terminal, and lines that stay.
//
// On a terminal the progress line is redrawn in place and lines that stay are put above it;
// elsewhere only the lines that stay are written. A terminal that goes away is no error: nothing
// more is written then.
// Threads: one. Cost: one write a call.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace photosieve {

class LinePrinter {
 public:
  // `redraw`: whether `fd` can be drawn over (can_redraw).
  LinePrinter(int fd, bool redraw) : fd_(fd), redraw_(redraw) {}
  ~LinePrinter();
  LinePrinter(const LinePrinter&) = delete;
  LinePrinter& operator=(const LinePrinter&) = delete;

  void draw(const std::string& line);  // nothing where lines cannot be drawn over
  void print(const std::string& line);
  void clear();  // takes the progress line away

  [[nodiscard]] bool redraws() const { return redraw_; }
  [[nodiscard]] std::size_t columns() const;  // of the terminal now; 80 when it does not say

 private:
  void write(const std::string& text);

  const int fd_;
  const bool redraw_;
  bool gone_ = false;
  std::string drawn_;
};

}  // namespace photosieve
