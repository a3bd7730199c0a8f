// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/machine_name.h"

#include <sys/utsname.h>

namespace photosieve {

std::string machine_name() {
  struct utsname about {};
  const bool known = ::uname(&about) == 0 && about.nodename[0] != '\0';
  return known ? about.nodename : "this machine";
}

}  // namespace photosieve
