// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/line_printer.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>

namespace photosieve {
namespace {

// To the first column and away with all that stands from there on: the terminal may have been
// made narrower since, and the line have been wrapped.
constexpr const char* kErase = "\r\x1b[J";

}  // namespace

LinePrinter::~LinePrinter() {
  clear();
}

void LinePrinter::draw(const std::string& line) {
  if (!redraw_ || line == drawn_) return;
  write(kErase + line);
  drawn_ = line;
}

void LinePrinter::print(const std::string& line) {
  if (!redraw_) return write(line + "\n");
  write((drawn_.empty() ? std::string() : kErase) + line + "\n" + drawn_);
}

void LinePrinter::clear() {
  if (!drawn_.empty()) write(kErase);
  drawn_.clear();
}

std::size_t LinePrinter::columns() const {
  winsize size{};
  if (::ioctl(fd_, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  // The last column is left free: some terminals wrap as soon as it is written.
  return size.ws_col > 1 ? size.ws_col - 1U : 1U;
}

void LinePrinter::write(const std::string& text) {
  std::size_t done = 0;
  while (!gone_ && done < text.size()) {
    const ssize_t wrote = ::write(fd_, text.data() + done, text.size() - done);
    if (wrote > 0)
      done += static_cast<std::size_t>(wrote);
    else if (errno != EINTR && errno != EAGAIN)
      gone_ = true;
  }
}

}  // namespace photosieve
