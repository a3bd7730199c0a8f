// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/disk_io.h"

#include <gtest/gtest.h>
#include <sys/sysmacros.h>

#include "host/test_tree.h"

namespace photosieve {
namespace {

constexpr SteadyNs kSecond = 1'000'000'000;

TEST(DiskIo, ReadsTheFieldsOfEveryKernelAndLeavesOutWhatIsNone) {
  const auto disks = disk_table(
      "   8       0 sda 10 1 2048 5 20 2 4096 6 0 250 11\n"
      " 259       1 nvme0n1p1 1 0 8 1 0 0 0 0 0 1 1 0 0 0 0 7 8\n"
      "   8       1 sda1 10 1 2048\n"  // Linux 2.6.24 and before told fewer of partitions
      "nonsense\n\n");
  ASSERT_EQ(disks.size(), 2U);
  EXPECT_EQ(disks[0].name, "sda");
  EXPECT_EQ(disks[0].device, ::makedev(8, 0));
  EXPECT_EQ(disks[0].sectors_read, 2048U);
  EXPECT_EQ(disks[0].sectors_written, 4096U);
  EXPECT_EQ(disks[0].busy_ms, 250U);
  EXPECT_EQ(disks[1].device, ::makedev(259, 1));
}

TEST(DiskIo, RatesAreOfEachDiskAndTheSumOfThePhysicalOnes) {
  const TestTree tree;
  tree.put("/sys/block/sda/device/model", "disk");
  tree.put("/sys/block/dm-0/size", "1");
  DiskMeter meter(tree.root());
  const char* before =
      "8 0 sda 1 0 2048 0 1 0 0 0 0 0 0\n8 1 sda1 1 0 2048 0 1 0 0 0 0 0 0\n"
      "254 0 dm-0 1 0 2048 0 1 0 0 0 0 0 0\n7 0 loop0 0 0 0 0 0 0 0 0 0 0 0\n";
  const DisksUse first = meter.step(before, kSecond);
  EXPECT_EQ(first.read_mb_s, std::nullopt);
  EXPECT_EQ(first.disks.size(), 3U) << "one that never moved is left out";
  const char* after =
      "8 0 sda 1 0 6144 0 1 0 1024 0 0 500 0\n8 1 sda1 1 0 6144 0 1 0 1024 0 0 500 0\n"
      "254 0 dm-0 1 0 6144 0 1 0 1024 0 0 500 0\n";
  const DisksUse use = meter.step(after, 2 * kSecond);
  EXPECT_EQ(use.read_mb_s, 2.0) << "what passes a partition or a mapped disk counts once";
  EXPECT_EQ(use.write_mb_s, 0.5);
  EXPECT_EQ(use.disks[1].name, "sda1");
  EXPECT_FALSE(use.disks[1].physical);
  EXPECT_EQ(use.disks[1].read_mb_s, 2.0);
  EXPECT_EQ(use.disks[0].busy_percent, 50.0);
}

TEST(DiskIo, ADiskThatGoesAndComesBackBeginsAnew) {
  const TestTree tree;
  DiskMeter meter(tree.root());
  (void)meter.step("8 0 sda 1 0 2048 0 1 0 0 0 0 0 0\n", kSecond);
  EXPECT_TRUE(meter.step("", 2 * kSecond).disks.empty());
  const DisksUse back = meter.step("8 0 sda 1 0 8 0 1 0 0 0 0 0 0\n", 3 * kSecond);
  EXPECT_EQ(back.disks[0].read_mb_s, std::nullopt);
  EXPECT_EQ(back.read_mb_s, std::nullopt) << "no physical disk: unknown, not 0";
}

TEST(DiskIo, AFilesystemIsOnItsDeviceOrOnTheOneItWasMountedFrom) {
  const TestTree tree;
  tree.put("/proc/self/mountinfo",
           "36 35 0:52 /@home /home rw - btrfs /dev/nothing-there rw\n"
           "37 35 0:53 / / rw - overlay overlay rw,upperdir=/x\n");
  EXPECT_EQ(disk_of(tree.root(), ::makedev(8, 1)), ::makedev(8, 1));
  EXPECT_EQ(disk_of(tree.root(), ::makedev(0, 53)), std::nullopt) << "an overlay is on no disk";
  EXPECT_EQ(disk_of(tree.root(), ::makedev(0, 52)), std::nullopt) << "its device is hidden";
  EXPECT_EQ(disk_of(tree.root(), ::makedev(0, 99)), std::nullopt);
}

}  // namespace
}  // namespace photosieve
