// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/live_region.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "console/text_width.h"

namespace photosieve {
namespace {

constexpr std::size_t kUsualColumns = 80;
constexpr std::size_t kUsualRows = 24;
constexpr const char* kHideCursor = "\x1b[?25l";
constexpr const char* kShowCursor = "\x1b[?25h";
// Lines are cut at the edge instead of wrapped: terminals do not agree on every character's width,
// and a wrapped line could not be drawn over.
constexpr const char* kCut = "\x1b[?7l";
constexpr const char* kWrap = "\x1b[?7h";
// What lies between is shown at once, by terminals that know this (private mode 2026).
constexpr const char* kTogether = "\x1b[?2026h";
constexpr const char* kShown = "\x1b[?2026l";

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
  return text_columns(bare);
}

}  // namespace

LiveRegion::~LiveRegion() {
  clear();
}

void LiveRegion::draw(const std::vector<std::string>& lines) {
  if (!redraw_) return;
  if (lines.empty()) return clear();
  if (lines == drawn_ && !resized()) return;
  std::string text;
  if (drawn_.empty()) {
    text = kHideCursor;
  } else if (lines.size() >= drawn_.size() && !resized()) {
    // Over what is there: nothing is blank in between.
    text = "\r";
    for (std::size_t i = 1; i < drawn_.size(); ++i) text += "\x1b[A";
  } else {
    text = erased();
  }
  drawn_ = lines;
  drawn_size_ = size();
  write(kTogether + text + frame() + kShown);
}

void LiveRegion::print(const std::string& line) {
  if (drawn_.empty()) return write(line + "\n");
  write(kTogether + erased() + line + "\n" + frame() + kShown);
}

void LiveRegion::send(const std::string& control) {
  if (redraw_) write(control);
}

void LiveRegion::clear() {
  if (drawn_.empty()) return;
  write(erased() + kShowCursor);
  drawn_.clear();
}

void LiveRegion::forget() {
  drawn_.clear();
}

std::string LiveRegion::frame() const {
  std::string text = kCut;
  for (std::size_t i = 0; i < drawn_.size(); ++i) {
    if (i > 0) text += '\n';
    text += drawn_[i] + "\x1b[K";
  }
  return text + kWrap;
}

// Takes the region away, row by row from the last one, on which the cursor is: a terminal that was
// made narrower since has broken lines into several. (Erasing all below in one go would be shorter,
// but on the first row of the screen tmux takes that for a cleared screen and keeps a copy in its
// history.)
std::string LiveRegion::erased() const {
  if (drawn_.empty()) return {};
  std::size_t rows = drawn_.size();
  const std::size_t columns = terminal_columns();
  for (const std::string& line : drawn_)
    if (const std::size_t wide = visible_columns(line); wide > 0) rows += (wide - 1) / columns;
  std::string text = "\r\x1b[K";
  for (std::size_t i = 1; i < rows; ++i) text += "\x1b[A\x1b[K";
  return text;
}

std::size_t LiveRegion::terminal_columns() const {
  winsize size{};
  return ::ioctl(fd_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsualColumns;
}

LiveRegion::Size LiveRegion::size() const {
  winsize size{};
  const bool known = ::ioctl(fd_, TIOCGWINSZ, &size) == 0;
  // The last column is left free: some terminals wrap as soon as it is written.
  const std::size_t columns = width_ > 0 ? width_ : terminal_columns() - 1;
  const std::size_t rows = known && size.ws_row > 0 ? size.ws_row : kUsualRows;
  return {std::max<std::size_t>(columns, 1), std::max<std::size_t>(rows - 1, 1)};
}

void LiveRegion::write(const std::string& text) {
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
