// Quiet: while one lives, what C code writes to standard error goes nowhere.
//
// libde265 and libheif tell what is wrong with a file there, in their own words; a person reads the
// finding instead. The C library's `stderr` is put aside, not the descriptor: nothing is opened, so
// it works in a closed-in worker, and what a sanitizer or abort() says is still seen.
// Threads  one at a time in a process: others' writing would be lost too. A worker has one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>

namespace photosieve {

class Quiet {
 public:
  Quiet();
  ~Quiet();
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  std::FILE* nowhere_;
  std::FILE* before_;
};

}  // namespace photosieve
