// networks_folder(): where the networks are, if anywhere.
//
// In this order: PHOTOSIEVE_NETWORKS (a folder, or "off" for none), `networks` beside the program
// (a build), ../share/photosieve/networks (installed), $XDG_DATA_HOME/photosieve/networks
// (~/.local/share/...), which is where tools/networks puts them. A folder counts when all the files
// are there.
// Errors   none: `folder` is "" and `why` a sentence for a person.
// Threads  reading the environment is for the start of a command.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace photosieve {

struct NetworksFolder {
  std::string folder;  // "": none
  bool off = false;    // by the person's own wish
  std::string why;     // "" where there is one, or it is off
};

[[nodiscard]] NetworksFolder networks_folder();
// Whether all files that tools/networks puts into a folder are in that one.
[[nodiscard]] bool holds_networks(const std::string& folder);

}  // namespace photosieve
