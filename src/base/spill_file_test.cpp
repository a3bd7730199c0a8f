// SPDX-License-Identifier: Apache-2.0
#include "base/spill_file.h"

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <random>

namespace photosieve {
namespace {

using Piece = std::array<std::uint64_t, 64>;
constexpr std::uint64_t kFits = SpillFile::kHeldBytes / sizeof(Piece);

struct SpillFileTest : testing::Test {
  SpillFileTest() {
    std::string pattern = testing::TempDir() + "spillXXXXXX";
    folder = ::mkdtemp(pattern.data());
  }
  ~SpillFileTest() override { std::filesystem::remove_all(folder); }
  std::string folder;
};

Piece piece(std::uint64_t number) {
  Piece made;
  made.fill(number * 0x9E3779B97F4A7C15U + 1);
  return made;
}

TEST_F(SpillFileTest, KeepsWhatIsWrittenInAnyOrderBeforeAndAfterThereIsAFile) {
  SpillFile file(folder);
  std::mt19937_64 random(3);
  std::vector<std::uint64_t> version(4 * kFits);
  Piece read{};
  for (std::uint64_t round = 1; round < 20 * kFits; ++round) {
    const std::uint64_t at = random() % (round < kFits ? kFits : version.size());
    version[at] = round;
    ASSERT_TRUE(file.write_value(at * sizeof(Piece), piece(round)));
    const std::uint64_t other = random() % version.size();
    ASSERT_TRUE(file.read_value(other * sizeof(Piece), read));
    ASSERT_EQ(read, version[other] == 0 ? Piece{} : piece(version[other])) << round;
  }
}

TEST_F(SpillFileTest, ReadsNoughtsBehindItsEndAndAcrossIt) {
  SpillFile file(folder);
  for (const std::uint64_t at : {std::uint64_t{0}, 2 * SpillFile::kHeldBytes}) {
    ASSERT_TRUE(file.write_value(at, ~std::uint64_t{0}));
    std::array<std::uint32_t, 4> read{7, 7, 7, 7};
    ASSERT_TRUE(file.read_value(at + 4, read));
    EXPECT_EQ(read, (std::array<std::uint32_t, 4>{~0U, 0, 0, 0}));
  }
}

TEST_F(SpillFileTest, LeavesNoFileInTheFolder) {
  SpillFile file(folder);
  ASSERT_TRUE(file.write_value(2 * SpillFile::kHeldBytes, piece(1)));
  EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(SpillFileTest, MakesNoFileForLittle) {
  SpillFile file(folder + "/nothing");
  ASSERT_TRUE(file.write_value((kFits - 1) * sizeof(Piece), piece(1)));
  const auto written = file.write_value(kFits * sizeof(Piece), piece(2));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::kFatal);
  EXPECT_NE(written.error().message.find("nothing: No such file"), std::string::npos)
      << written.error().message;
}

void expect_full(SpillFile& file) {
  Result<> written;
  std::uint64_t count = 0;
  for (; written && count < 100 * kFits; ++count)
    written = file.write_value(count * sizeof(Piece), piece(count));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::kFatal);
  EXPECT_NE(written.error().message.find("no room left"), std::string::npos)
      << written.error().message;
  Piece read{};
  ASSERT_TRUE(file.read_value(0, read));
  EXPECT_EQ(read, piece(0));
}

TEST_F(SpillFileTest, AFileThatMayNotGrowIsAnError) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto old = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit little{2 * SpillFile::kHeldBytes, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &little), 0);
  SpillFile file(folder);
  expect_full(file);
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old);
}

TEST_F(SpillFileTest, AFullDiskIsAnError) {
  if (::mount("none", folder.c_str(), "tmpfs", 0, "size=1m") != 0)
    GTEST_SKIP() << "only root may mount a small disk";
  {
    SpillFile file(folder);
    expect_full(file);
  }
  ::umount(folder.c_str());
}

}  // namespace
}  // namespace photosieve
