// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/nvml.h"

#include <gtest/gtest.h>

#include "host/test_nvml.h"

namespace photosieve {
namespace {

TEST(Nvml, ReadsAllOfAGpuByOlderFunctionsWhereNewerOnesAreMissing) {
  TestNvml fake;
  FakeGpu& gpu = fake.add("0000:65:00.0", "NVIDIA RTX A5000");
  gpu.pid = 77;
  gpu.pid_memory = 300ULL << 20;
  auto nvml = Nvml::open(TestNvml::path(), true);
  ASSERT_NE(nvml, nullptr);
  const auto reading = nvml->read("0000:65:00.0");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->use.name, "NVIDIA RTX A5000");
  EXPECT_EQ(reading->use.vendor, "NVIDIA");
  EXPECT_EQ(reading->use.utilization_percent, 42);
  EXPECT_EQ(reading->use.memory_used_mb, 1024);
  EXPECT_EQ(reading->use.memory_total_mb, 8192);
  EXPECT_EQ(reading->use.temperature_c, 61);
  EXPECT_EQ(reading->use.power_w, 95.5);
  ASSERT_EQ(reading->processes.size(), 1U);
  EXPECT_EQ(reading->processes[0].pid, 77U);
  EXPECT_EQ(reading->processes[0].memory_mb, 300);
  EXPECT_EQ(nvml->addresses(), std::vector<std::string>{"0000:65:00.0"});
  nvml.reset();
  EXPECT_EQ(fake->shutdowns, 1);
}

TEST(Nvml, EachQuestionFailsForItself) {
  TestNvml fake;
  FakeGpu& gpu = fake.add("0000:65:00.0", "A100 in instances");
  gpu.utilization_code = 3;  // not supported, as with MIG
  gpu.power_code = 3;
  gpu.pid = 5;
  gpu.pid_memory = ~0ULL;  // not available
  const auto nvml = Nvml::open(TestNvml::path(), true);
  ASSERT_NE(nvml, nullptr);
  const auto reading = nvml->read("0000:65:00.0");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->use.utilization_percent, std::nullopt);
  EXPECT_EQ(reading->use.power_w, std::nullopt);
  EXPECT_EQ(reading->use.temperature_c, 61);
  EXPECT_FALSE(reading->lost);
  EXPECT_EQ(reading->processes[0].memory_mb, std::nullopt);
  gpu.utilization_code = 0;
  gpu.utilization = 4'000'000'000;  // a driver that lies
  EXPECT_EQ(nvml->read("0000:65:00.0")->use.utilization_percent, std::nullopt);
}

TEST(Nvml, AGpuThatFellOffTheBusIsLostAndOneThatIsNotThereUnknown) {
  TestNvml fake;
  FakeGpu& gpu = fake.add("0000:65:00.0", "gone");
  const auto nvml = Nvml::open(TestNvml::path(), true);
  ASSERT_NE(nvml, nullptr);
  gpu.utilization_code = 15;
  EXPECT_TRUE(nvml->read("0000:65:00.0")->lost);
  gpu.handle_code = 15;
  EXPECT_TRUE(nvml->read("0000:65:00.0")->lost);
  EXPECT_FALSE(nvml->read("0000:01:00.0"));
}

TEST(Nvml, IsNotThereWithoutALibraryOrADriverThatStarts) {
  EXPECT_EQ(Nvml::open("/nowhere/libnvidia-ml.so", true), nullptr);
  TestNvml fake;
  fake->init_code = 9;  // the driver is not loaded
  EXPECT_EQ(Nvml::open(TestNvml::path(), true), nullptr);
  EXPECT_EQ(fake->shutdowns, 0) << "what did not begin does not end";
}

TEST(Nvml, UntouchedGpusAreLeftAloneOrItDoesNotOpen) {
  TestNvml fake;
  const FakeGpu& gpu = fake.add("0000:01:00.0", "sleeper");
  {
    const auto nvml = Nvml::open(TestNvml::path(), true);
    EXPECT_NE(nvml, nullptr);
    EXPECT_FALSE(gpu.attached);
  }
  fake->knows_flags = false;
  EXPECT_EQ(Nvml::open(TestNvml::path(), true), nullptr);
  EXPECT_FALSE(gpu.attached);
}

TEST(Nvml, ReadsTheGpusOfThisMachine) {
  const auto nvml = Nvml::open("", false);
  if (nvml == nullptr) GTEST_SKIP() << "no NVIDIA driver here";
  const auto addresses = nvml->addresses();
  if (addresses.empty()) GTEST_SKIP() << "no NVIDIA GPU here";
  for (const std::string& address : addresses) {
    const auto reading = nvml->read(address);
    ASSERT_TRUE(reading) << address;
    EXPECT_FALSE(reading->use.name.empty());
    const double total = reading->use.memory_total_mb.value_or(1e9);
    EXPECT_GT(total, 0);
    EXPECT_LE(reading->use.memory_used_mb.value_or(0), total);
  }
}

}  // namespace
}  // namespace photosieve
