// HostRoot: the folder in which /proc, /sys and /dev are looked for: "/", or a saved tree.
//
// Paths begin with '/', as on the machine. What is read is cut at 1 MB.
// Errors   none are told: what cannot be read has no text, what cannot be listed no names. Entries
//          may vanish at any moment, and the reader of their text says what is then unknown.
// Threads  any. Cost: opening a file of /proc takes a few microseconds; KeptFile saves it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/unique_fd.h"

namespace photosieve {

class HostRoot {
 public:
  explicit HostRoot(std::string prefix = "") : prefix_(std::move(prefix)) {}

  [[nodiscard]] std::string at(std::string_view path) const;
  [[nodiscard]] std::optional<std::string> text(std::string_view path) const;
  [[nodiscard]] std::vector<std::string> names(std::string_view folder) const;  // sorted
  [[nodiscard]] std::optional<std::string> link(std::string_view path) const;   // where it points
  [[nodiscard]] bool exists(std::string_view path) const;

 private:
  std::string prefix_;
};

// A file that is read again and again: opened once and read from its start each time. One that
// fails is opened anew at the next reading, so that what comes back is seen. Threads: one.
class KeptFile {
 public:
  KeptFile(const HostRoot& root, std::string_view path) : path_(root.at(path)) {}

  // The text now, good until the next reading; nothing: it cannot be read now.
  [[nodiscard]] std::optional<std::string_view> read();

 private:
  std::string path_;
  UniqueFd fd_;
  std::string text_;
};

}  // namespace photosieve
