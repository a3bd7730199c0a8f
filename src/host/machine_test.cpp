// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/machine.h"

#include <gtest/gtest.h>

#include "host/test_tree.h"

namespace photosieve {
namespace {

TEST(Machine, ReadsTheProcessorsNameAndHowManyAreOnline) {
  const TestTree tree;
  EXPECT_EQ(machine_info(tree.root()).processor, "");
  EXPECT_EQ(machine_info(tree.root()).online, std::nullopt);
  tree.put("/proc/cpuinfo",
           "processor\t: 0\nmodel name\t: Fast CPU @ 3 GHz\n\nprocessor\t: 1\nmodel name\t: no\n");
  tree.put("/sys/devices/system/cpu/online", "0-3,6\n");
  EXPECT_EQ(machine_info(tree.root()).processor, "Fast CPU @ 3 GHz");
  EXPECT_EQ(machine_info(tree.root()).online, 5U);
}

TEST(Machine, LimitsAreToldInWordsOrNotAtAll) {
  HostSample sample;
  sample.processors = 16;
  EXPECT_EQ(limits_in_words(sample, {"", 16}), "");
  sample.processors = 1.5;
  EXPECT_EQ(limits_in_words(sample, {"", 16}), "1.5 of 16 processors");
  sample.limits.memory = 512 << 20;
  sample.memory_total_mb = 512;
  sample.limits.version = 2;
  EXPECT_EQ(limits_in_words(sample, {"", 16}),
            "1.5 of 16 processors, 512 MB of memory (cgroup v2)");
}

// The sentences of a sample, by a word of each.
std::string words_of(const HostSample& sample, unsigned workers) {
  std::string words;
  for (const std::string& one : advice(sample, workers))
    for (const char* word : {"quota", "are short", "container's", "Memory", "disk", "PSI"})
      if (one.find(word) != std::string::npos) {
        words += std::string(word) + " ";
        break;
      }
  return words;
}

TEST(Machine, AdviceNamesWhatHoldsTheProgramBack) {
  HostSample sample;
  sample.pressure = PressureUse{5.0, 0.0, 1.0};
  EXPECT_EQ(words_of(sample, 4), "") << "all is well";
  sample.pressure->io = 34.0;
  sample.cpu_percent = 40;
  EXPECT_EQ(words_of(sample, 2), "disk ");
  EXPECT_NE(advice(sample, 2)[0].find("2 workers wait for it, 34 %"), std::string::npos);
  sample.cpu_percent = 97;
  EXPECT_EQ(words_of(sample, 2), "") << "the processors are used: waiting costs nothing";
  sample.pressure->memory = 15.0;
  EXPECT_EQ(words_of(sample, 2), "Memory ");
  sample.pressure->memory = 0.0;
  sample.throttled_percent = 30;
  EXPECT_EQ(words_of(sample, 2), "quota ");
  sample.throttled_percent.reset();
  sample.limits.memory = 512 << 20;
  sample.memory_total_mb = 512;
  EXPECT_EQ(words_of(sample, 1), "");
  EXPECT_EQ(words_of(sample, 2), "container's ");
  sample.limits.memory.reset();
  sample.pressure.reset();
  EXPECT_EQ(words_of(sample, 2), "PSI ");
}

}  // namespace
}  // namespace photosieve
