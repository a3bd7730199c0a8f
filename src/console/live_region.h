// LiveRegion: lines at the bottom of a terminal that are drawn over, and lines above that stay.
//
// On a terminal the region is redrawn in place, in one write, and lines that stay are put above it;
// elsewhere only the lines that stay are written. No line of the region ever wraps, whatever the
// terminal thinks of a character's width; when the terminal is made narrower, the rows that it then
// breaks the lines into are taken away too. The cursor is hidden while there is a region.
// A terminal that goes away is no error: nothing more is written then.
// Threads: one. Cost: one write a call; it waits where the terminal or the pipe is full.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace photosieve {

class LiveRegion {
 public:
  // `redraw`: whether `fd` can be drawn over (can_redraw). `width`: columns to draw in, whatever
  // the terminal has; 0: the terminal's.
  LiveRegion(int fd, bool redraw, std::size_t width = 0)
      : fd_(fd), redraw_(redraw), width_(width) {}
  ~LiveRegion();
  LiveRegion(const LiveRegion&) = delete;
  LiveRegion& operator=(const LiveRegion&) = delete;

  // Lines without newlines; colours may be in them. Nothing where lines cannot be drawn over.
  void draw(const std::vector<std::string>& lines);
  void print(const std::string& line);
  void send(const std::string& control);  // to the terminal itself; it moves no cursor
  void clear();                           // takes the region away
  // The region is left where it stands: another program wrote below it.
  void forget();

  [[nodiscard]] bool redraws() const { return redraw_; }
  [[nodiscard]] bool gone() const { return gone_; }
  struct Size {
    std::size_t columns = 79;  // to draw in, of the terminal now; 79 if unknown
    std::size_t rows = 23;     // one is left for what stays
    friend bool operator==(const Size&, const Size&) = default;
  };
  [[nodiscard]] Size size() const;
  // Whether the terminal has another size than when it was drawn on.
  [[nodiscard]] bool resized() const { return !drawn_.empty() && !(size() == drawn_size_); }

 private:
  [[nodiscard]] std::size_t terminal_columns() const;
  [[nodiscard]] std::string erased() const;
  [[nodiscard]] std::string frame() const;
  void write(const std::string& text);

  const int fd_;
  const bool redraw_;
  const std::size_t width_;
  bool gone_ = false;
  std::vector<std::string> drawn_;
  Size drawn_size_;
};

}  // namespace photosieve
