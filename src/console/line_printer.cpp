// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/line_printer.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr std::size_t kUsualColumns = 80;

// Columns of a line with colours in it.
std::size_t visible_columns(std::string_view line) {
  std::string bare;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\x1b') {
      bare += line[i];
      continue;
    }
    while (i < line.size() && line[i] != 'm') ++i;
  }
  return display_width(bare);
}

// A line that is cut at the edge instead of wrapped: terminals do not agree on every character's
// width, and a wrapped line could not be drawn over.
std::string unwrapped(const std::string& line) {
  return "\x1b[?7l" + line + "\x1b[?7h";
}

}  // namespace

LinePrinter::~LinePrinter() {
  clear();
}

void LinePrinter::draw(const std::string& line) {
  if (!redraw_ || (line == drawn_ && visible_columns(line) <= columns())) return;
  write(erased() + unwrapped(line));
  drawn_ = line;
  drawn_columns_ = visible_columns(line);
}

void LinePrinter::print(const std::string& line) {
  if (!redraw_) return write(line + "\n");
  write(erased() + line + "\n" + (drawn_.empty() ? std::string() : unwrapped(drawn_)));
}

void LinePrinter::clear() {
  write(erased());
  drawn_.clear();
}

// Takes the drawn line away, row by row: a terminal that was made narrower since has broken it into
// several, and the cursor is on the last one. (Erasing all below in one go would be shorter, but on
// the first row of the screen tmux takes that for a cleared screen and keeps a copy in its
// history.)
std::string LinePrinter::erased() const {
  if (drawn_.empty()) return {};
  std::string text = "\r\x1b[K";
  const std::size_t rows = drawn_columns_ == 0 ? 0 : (drawn_columns_ - 1) / (columns() + 1);
  for (std::size_t i = 0; i < rows; ++i) text += "\x1b[A\x1b[K";
  return text;
}

std::size_t LinePrinter::columns() const {
  winsize size{};
  const bool known = ::ioctl(fd_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  // The last column is left free: some terminals wrap as soon as it is written.
  const std::size_t all = known ? size.ws_col : kUsualColumns;
  return all > 1 ? all - 1 : 1;
}

void LinePrinter::write(const std::string& text) {
  std::size_t done = 0;
  while (!gone_ && done < text.size()) {
    const ssize_t wrote = ::write(fd_, text.data() + done, text.size() - done);
    if (wrote >= 0) {
      done += static_cast<std::size_t>(wrote);
    } else if (errno == EAGAIN) {
      pollfd full{fd_, POLLOUT, 0};
      (void)::poll(&full, 1, -1);
    } else if (errno != EINTR) {
      gone_ = true;
    }
  }
}

}  // namespace photosieve
