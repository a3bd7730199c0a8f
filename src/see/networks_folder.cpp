// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/networks_folder.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <vector>

namespace photosieve {
namespace {

namespace fs = std::filesystem;

constexpr std::array kFiles{"libonnxruntime.so.1", "face_far.onnx",  "face_near.onnx",
                            "text_find.onnx",      "text_read.onnx", "text_characters.txt"};

std::string environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): see the header
  return value == nullptr ? "" : value;
}

std::vector<fs::path> usual_places() {
  std::vector<fs::path> places;
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none);
  if (!none) {
    places.push_back(program.parent_path() / "networks");
    places.push_back(program.parent_path().parent_path() / "share" / "photosieve" / "networks");
  }
  const std::string data = environment("XDG_DATA_HOME");
  const std::string home = environment("HOME");
  if (data.starts_with('/'))
    places.push_back(fs::path(data) / "photosieve" / "networks");
  else if (!home.empty())
    places.push_back(fs::path(home) / ".local" / "share" / "photosieve" / "networks");
  return places;
}

}  // namespace

bool holds_networks(const std::string& folder) {
  return std::all_of(kFiles.begin(), kFiles.end(), [&](const char* file) {
    std::error_code none;
    return fs::is_regular_file(fs::path(folder) / file, none);
  });
}

NetworksFolder networks_folder() {
  const std::string told = environment("PHOTOSIEVE_NETWORKS");
  if (told == "off") return {"", true, ""};
  if (!told.empty()) {
    if (holds_networks(told)) return {told, false, ""};
    return {"", false, "PHOTOSIEVE_NETWORKS names a folder without the networks"};
  }
  for (const fs::path& place : usual_places())
    if (holds_networks(place.string())) return {place.string(), false, ""};
  return {"", false, "the networks are not installed; tools/networks fetches them"};
}

}  // namespace photosieve
