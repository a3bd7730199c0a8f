// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/quiet.h"

#include <sys/types.h>

namespace photosieve {

// A stream that takes everything and keeps nothing; where none can be made, all stays as it is.
Quiet::Quiet()
    : nowhere_(::fopencookie(
          nullptr, "w",
          {.read = nullptr,
           .write = [](void*, const char*, std::size_t size) { return static_cast<ssize_t>(size); },
           .seek = nullptr,
           .close = nullptr})),
      before_(stderr) {
  if (nowhere_ != nullptr) stderr = nowhere_;
}

Quiet::~Quiet() {
  stderr = before_;
  if (nowhere_ != nullptr) std::fclose(nowhere_);
}

}  // namespace photosieve
