// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/copy_bytes.h"

#include <cerrno>
#include <vector>

#include "record/record_fixture.h"

namespace photosieve {
namespace {

using Copy = int (*)(int, int);

class CopyBytesTest : public RecordFixture {
 protected:
  UniqueFd source_of(const std::string& bytes) {
    write(in("a"), bytes);
    return UniqueFd(::open(in("a").c_str(), O_RDONLY | O_CLOEXEC));
  }
  UniqueFd empty_copy() {
    return UniqueFd(::open(out("a").c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  }
};

TEST_F(CopyBytesTest, EveryWayCopiesEveryByteAndLeavesTheOffset) {
  const std::vector<std::size_t> sizes{0, 1, 4096, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3333333};
  for (const Copy copy : {copy_bytes, copy_bytes_by_hand})
    for (const std::size_t size : sizes) {
      const std::string bytes = many_bytes(size);
      const UniqueFd source = source_of(bytes);
      const UniqueFd to = empty_copy();
      EXPECT_EQ(copy(source.get(), to.get()), 0) << size;
      EXPECT_EQ(read(out("a")), bytes) << size;
      EXPECT_EQ(::lseek(source.get(), 0, SEEK_CUR), 0) << size;
    }
}

TEST_F(CopyBytesTest, CopiesToAnotherFileSystem) {
  if (!mount_output("size=8m")) GTEST_SKIP() << "only root may mount a small disk";
  const std::string bytes = many_bytes(2'000'000);
  const UniqueFd source = source_of(bytes);
  const UniqueFd to = empty_copy();
  EXPECT_EQ(copy_bytes(source.get(), to.get()), 0);
  EXPECT_EQ(read(out("a")), bytes);
}

TEST_F(CopyBytesTest, AFullDiskIsItsError) {
  if (!mount_output("size=64k")) GTEST_SKIP() << "only root may mount a small disk";
  const UniqueFd source = source_of(many_bytes(2'000'000));
  for (const Copy copy : {copy_bytes, copy_bytes_by_hand}) {
    const UniqueFd to = empty_copy();
    EXPECT_EQ(copy(source.get(), to.get()), ENOSPC);
  }
}

TEST_F(CopyBytesTest, WhatCannotBeReadOrWrittenIsItsError) {
  const UniqueFd source = source_of("bytes");
  const UniqueFd to = empty_copy();
  EXPECT_NE(copy_bytes(input.get(), to.get()), 0) << "a folder";
  const UniqueFd unwritable(::open(in("a").c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(copy_bytes(source.get(), unwritable.get()), EBADF);
  EXPECT_EQ(copy_bytes(-1, to.get()), EBADF);
}

TEST_F(CopyBytesTest, CopiesAFileThatSaysItIsEmptyAndIsNot) {
  const UniqueFd source(::open("/proc/self/status", O_RDONLY | O_CLOEXEC));
  ASSERT_TRUE(source.valid());
  const UniqueFd to = empty_copy();
  EXPECT_EQ(copy_bytes(source.get(), to.get()), 0);
  EXPECT_NE(read(out("a")).find("VmSize"), std::string::npos);
}

}  // namespace
}  // namespace photosieve
