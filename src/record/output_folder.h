// OutputFolder: where approved photos go, checked before a run, and locked while one runs.
//
// Refuses an output inside the input and the reverse (whatever links lead there), one that cannot
// be made or written, and one that another session uses now.
// Errors   kUsage, or kTaken when another session writes to it; each with what to do.
// Threads  one. The lock is the kernel's and dies with the process.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"
#include "base/unique_fd.h"

namespace photosieve {

// The input folder's name with _processed, beside it. `input` is absolute.
[[nodiscard]] std::string default_output(const std::string& input);

class OutputFolder {
 public:
  // `input` is the opened input folder; `path` absolute; made when missing.
  [[nodiscard]] static Result<OutputFolder> open(int input, const std::string& path);

  [[nodiscard]] int fd() const { return folder_.get(); }
  // Removes the lock's file and, when they are empty, the folders that this run made.
  void clear() const;

 private:
  OutputFolder(UniqueFd folder, UniqueFd lock)
      : folder_(std::move(folder)), lock_(std::move(lock)) {}

  UniqueFd folder_;
  UniqueFd lock_;
};

}  // namespace photosieve
