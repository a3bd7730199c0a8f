// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/cgroup_places.h"

#include <map>
#include <optional>

#include "host/text_scan.h"

namespace photosieve {
namespace {

constexpr std::size_t kMostAncestors = 64;

// mountinfo writes space, tab, newline and backslash as three octal digits.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '7'; };
    if (text[i] == '\\' && i + 3 < text.size() && digit(i + 1) && digit(i + 2) && digit(i + 3)) {
      plain.push_back(static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +
                                        (text[i + 3] - '0')));
      i += 3;
    } else {
      plain.push_back(text[i]);
    }
  }
  return plain;
}

bool has_name(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (list.substr(0, comma) == name) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

struct CgroupMount {
  std::string root;   // the group that is mounted
  std::string point;  // where
};

// The group and all above it, as folders.
std::vector<std::string> folders(const CgroupMount& mount, const std::string& group) {
  std::string below;
  if (mount.root == "/")
    below = group == "/" ? "" : group;
  else if (group.starts_with(mount.root + "/"))
    below = group.substr(mount.root.size());
  if (below.find("..") != std::string::npos) below.clear();
  std::vector<std::string> all;
  while (!below.empty() && all.size() < kMostAncestors) {
    all.push_back(mount.point + below);
    below.resize(below.rfind('/'));
  }
  all.push_back(mount.point);
  return all;
}

// Groups by controller, "" being version 2.
std::map<std::string, std::string> groups_of(std::string_view self_cgroup) {
  std::map<std::string, std::string> groups;
  while (const auto line = take_line(self_cgroup)) {
    const std::size_t first = line->find(':');
    const std::size_t second = line->find(':', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) continue;
    const std::string_view names = line->substr(first + 1, second - first - 1);
    const std::string group(line->substr(second + 1));
    if (group.empty() || group[0] != '/') continue;
    if (names.empty()) groups[""] = group;
    for (const char* controller : {"memory", "cpu", "cpuacct", "cpuset"})
      if (has_name(names, controller)) groups[controller] = group;
  }
  return groups;
}

}  // namespace

CgroupPlaces cgroup_places(std::string_view self_cgroup, std::string_view mountinfo) {
  const auto groups = groups_of(self_cgroup);
  CgroupPlaces places;
  const auto put = [&](std::vector<std::string>& into, const char* controller,
                       const CgroupMount& mount) {
    const auto group = groups.find(controller);
    if (into.empty() && group != groups.end()) into = folders(mount, group->second);
  };
  while (auto line = take_line(mountinfo)) {
    std::string_view rest = *line;
    for (int i = 0; i < 3; ++i) (void)take_word(rest);  // id, parent, device
    const auto root = take_word(rest);
    const auto point = take_word(rest);
    const std::size_t dash = rest.find(" - ");
    if (!root || !point || dash == std::string_view::npos) continue;
    rest.remove_prefix(dash + 3);
    const auto type = take_word(rest);
    (void)take_word(rest);  // source
    const std::string_view options = take_word(rest).value_or("");
    const CgroupMount mount{unescaped(*root), unescaped(*point)};
    if (type == "cgroup2") put(places.unified, "", mount);
    if (type != "cgroup") continue;
    if (has_name(options, "memory")) put(places.memory, "memory", mount);
    if (has_name(options, "cpu")) put(places.cpu, "cpu", mount);
    if (has_name(options, "cpuacct")) put(places.cpuacct, "cpuacct", mount);
    if (has_name(options, "cpuset")) put(places.cpuset, "cpuset", mount);
  }
  return places;
}

}  // namespace photosieve
