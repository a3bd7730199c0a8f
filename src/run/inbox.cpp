// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/inbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include "base/result.h"

namespace photosieve {

Inbox::Inbox() : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), queue_(kCapacity) {
  PS_CHECK(wake_.valid());
}

void Inbox::post(Input input) {
  if (!queue_.push(std::move(input))) return;
  const std::uint64_t one = 1;
  (void)!::write(wake_.get(), &one, sizeof one);
}

void Inbox::forget_wake() {
  std::uint64_t count = 0;
  (void)!::read(wake_.get(), &count, sizeof count);
}

}  // namespace photosieve
