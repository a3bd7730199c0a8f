// SPDX-License-Identifier: Apache-2.0
#include "base/disk_away.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cerrno>

#include "base/unique_fd.h"

namespace photosieve {
namespace {

TEST(DiskAway, TellsTheSystemsErrorsFromAFilesOwn) {
  for (const int error : {EIO, ESTALE, ENOTCONN, EINTR}) EXPECT_TRUE(may_pass(error)) << error;
  for (const int error : {ENOENT, EACCES, ELOOP, ENOTDIR, EISDIR, EMFILE, ENOSPC})
    EXPECT_FALSE(may_pass(error)) << error;
}

TEST(DiskAway, TriesAgainWhatMayPass) {
  int calls = 0;
  EXPECT_EQ(with_patience([&] { return ++calls < 3 ? EIO : 0; }), 0);
  EXPECT_EQ(calls, 3);
  calls = 0;
  EXPECT_EQ(with_patience([&] { return ++calls, EIO; }), EIO);
  EXPECT_EQ(calls, 3);
  calls = 0;
  EXPECT_EQ(with_patience([&] { return ++calls, EACCES; }), EACCES);
  EXPECT_EQ(calls, 1);
}

TEST(DiskAway, AFolderAnswersAndAFileDoesNot) {
  const UniqueFd folder(::open(PHOTOSIEVE_SOURCE_DIR, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  EXPECT_TRUE(folder_answers(folder.get()));
  const UniqueFd file(::open(PHOTOSIEVE_SOURCE_DIR "/README.md", O_RDONLY | O_CLOEXEC));
  EXPECT_FALSE(folder_answers(file.get()));
  EXPECT_EQ(errno, ENOTDIR);
}

}  // namespace
}  // namespace photosieve
