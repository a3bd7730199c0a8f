// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/cgroup_places.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

using Folders = std::vector<std::string>;

TEST(CgroupPlaces, VersionTwoIsTheGroupAndAllAboveIt) {
  const CgroupPlaces places = cgroup_places(
      "0::/user.slice/user-1000.slice/session-2.scope\n",
      "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n");
  EXPECT_EQ(places.unified, (Folders{"/sys/fs/cgroup/user.slice/user-1000.slice/session-2.scope",
                                     "/sys/fs/cgroup/user.slice/user-1000.slice",
                                     "/sys/fs/cgroup/user.slice", "/sys/fs/cgroup"}));
  EXPECT_TRUE(places.memory.empty());
}

TEST(CgroupPlaces, InANamespaceTheMountIsTheGroup) {
  const char* mount = "1 0 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw\n";
  for (const char* group : {"0::/\n", "0::/../../other\n"})
    EXPECT_EQ(cgroup_places(group, mount).unified, (Folders{"/sys/fs/cgroup"})) << group;
}

TEST(CgroupPlaces, VersionOneHasAHierarchyAController) {
  const CgroupPlaces places = cgroup_places(
      "12:cpuset:/docker/abc\n5:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n"
      "1:name=systemd:/docker/abc\n0::/system.slice/containerd.service\n",
      "10 9 0:31 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n"
      "11 9 0:32 /docker/abc /sys/fs/cgroup/cpu\\040and ro - cgroup cgroup rw,cpu,cpuacct\n"
      "12 9 0:33 / /sys/fs/cgroup/cpuset ro - cgroup cgroup rw,cpuset\n"
      "13 9 0:34 /docker/abc /sys/fs/cgroup/systemd ro - cgroup cgroup rw,xattr,name=systemd\n");
  EXPECT_EQ(places.memory, (Folders{"/sys/fs/cgroup/memory"})) << "only the container is mounted";
  EXPECT_EQ(places.cpu, (Folders{"/sys/fs/cgroup/cpu and"}));
  EXPECT_EQ(places.cpuacct, places.cpu);
  EXPECT_EQ(places.cpuset, (Folders{"/sys/fs/cgroup/cpuset/docker/abc",
                                    "/sys/fs/cgroup/cpuset/docker", "/sys/fs/cgroup/cpuset"}));
  EXPECT_TRUE(places.unified.empty()) << "not mounted";
}

TEST(CgroupPlaces, TextsThatLieGiveNothingAndNoEndlessList) {
  EXPECT_EQ(cgroup_places("", ""), CgroupPlaces{});
  EXPECT_EQ(cgroup_places("0::\n:::\nx\n0:", "a b c\n1 2 3:4 / /x rw - cgroup2\n"), CgroupPlaces{});
  std::string deep = "0::";
  for (int i = 0; i < 5000; ++i) deep += "/a";
  EXPECT_LE(cgroup_places(deep + "\n", "1 0 0:26 / /c ro - cgroup2 cgroup rw\n").unified.size(),
            65U);
}

}  // namespace
}  // namespace photosieve
