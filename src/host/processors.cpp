// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/processors.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "host/cgroup.h"

namespace photosieve {

double Processors::allowance() const {
  const auto most = static_cast<double>(usable);
  return quota && *quota > 0 ? std::min(most, *quota) : most;
}

unsigned Processors::workers() const {
  return workers_for(allowance());
}

unsigned workers_for(double allowance) {
  return std::max(1U, static_cast<unsigned>(std::ceil(allowance - 0.01)));
}

unsigned processors_by_affinity() {
  // The kernel refuses a set smaller than its own: one for 8192 processors holds any.
  constexpr int kMostCores = 8192;
  const std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> set(CPU_ALLOC(kMostCores),
                                                             [](cpu_set_t* one) { CPU_FREE(one); });
  const std::size_t bytes = CPU_ALLOC_SIZE(kMostCores);
  if (set == nullptr || ::sched_getaffinity(0, bytes, set.get()) != 0) return 1;
  return static_cast<unsigned>(std::max(1, CPU_COUNT_S(bytes, set.get())));
}

Processors processors_now() {
  Cgroup cgroup{HostRoot()};
  return {processors_by_affinity(), cgroup.read(0).limits.processors};
}

unsigned usable_processors() {
  return processors_now().workers();
}

}  // namespace photosieve
