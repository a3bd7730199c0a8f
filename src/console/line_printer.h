// LinePrinter: a line that is drawn over on a terminal, and lines that stay.
//
// On a terminal the progress line is redrawn in place and lines that stay are put above it;
// elsewhere only the lines that stay are written. The progress line never wraps, whatever the
// terminal thinks of a character's width; when the terminal is made narrower, the rows that it
// then breaks the line into are taken away too. A terminal that goes away is no error: nothing
// more is written then.
// Threads: one. Cost: one write a call; it waits where the terminal or the pipe is full.
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

  // One line without a newline; colours may be in it. Nothing where lines cannot be drawn over.
  void draw(const std::string& line);
  void print(const std::string& line);
  void clear();  // takes the progress line away

  [[nodiscard]] bool redraws() const { return redraw_; }
  [[nodiscard]] bool gone() const { return gone_; }
  [[nodiscard]] std::size_t columns() const;  // to draw in, of the terminal now; 79 if unknown

 private:
  [[nodiscard]] std::string erased() const;
  void write(const std::string& text);

  const int fd_;
  const bool redraw_;
  bool gone_ = false;
  std::string drawn_;
  std::size_t drawn_columns_ = 0;
};

}  // namespace photosieve
