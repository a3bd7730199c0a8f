// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/gpu_device.h"

#include <gtest/gtest.h>

#include "host/test_tree.h"

namespace photosieve {
namespace {

TEST(GpuDevice, FindsGpusOfEachMakerByAddressAndNothingElse) {
  const struct {
    const char* tree;
    std::vector<std::string> found;
  } cases[] = {
      {"bare", {}},
      {"nvidia",
       {"0000:01:00.0 NVIDIA NVIDIA GPU 0x2520", "0000:65:00.0 NVIDIA NVIDIA GPU 0x2230"}},
      {"amd", {"0000:03:00.0 AMD Radeon RX 6800 XT", "0000:c5:00.0 AMD AMD GPU 0x15bf"}},
      {"intel", {"0000:00:02.0 Intel Intel GPU 0x9a49", "0000:03:00.0 Intel Intel GPU 0xe20b"}},
  };
  for (const auto& one : cases) {
    const TestTree tree(one.tree);
    std::vector<std::string> found;
    for (const GpuDevice& device : gpu_devices(tree.root()))
      found.push_back(device.address + " " + name(device.vendor) + " " + device.called);
    EXPECT_EQ(found, one.found) << one.tree;
  }
}

}  // namespace
}  // namespace photosieve
