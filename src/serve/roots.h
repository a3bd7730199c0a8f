// Roots: the folders that requests may name, and nothing outside them.
//
// A path is absolute, has no "..", no NUL, and lies in a root or is one after every link on its
// way has been followed; a folder that need not exist yet is judged by its nearest existing part.
// What is given back is the path without links: that one is to be used.
// Errors   403 not_allowed for what lies outside; 400 for what is no path; 404 not_found for a
//          folder that must exist. A refusal never says whether something outside exists.
// Threads  any.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "serve/problem.h"

namespace photosieve {

class Roots {
 public:
  // None: the user's home and the current directory. kUsage for a root that is no folder.
  [[nodiscard]] static Result<Roots> make(const std::vector<std::string>& folders);

  [[nodiscard]] Served<std::string> existing_folder(const std::string& path) const;
  [[nodiscard]] Served<std::string> future_folder(const std::string& path) const;
  // For paths that are absolute and without links already, as sessions keep them.
  [[nodiscard]] bool holds(const std::string& path) const;

  [[nodiscard]] const std::vector<std::string>& folders() const { return folders_; }

 private:
  [[nodiscard]] tl::unexpected<Problem> outside(const std::string& path) const;
  [[nodiscard]] Served<std::string> resolve(const std::string& path) const;

  std::vector<std::string> folders_;  // absolute, without links, none below another
};

}  // namespace photosieve
