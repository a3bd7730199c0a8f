// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/photo_bytes.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "base/hash.h"
#include "base/unique_fd.h"

namespace photosieve {
namespace {

namespace fs = std::filesystem;

class PhotoBytesTest : public testing::Test {
 protected:
  PhotoBytesTest() { fs::create_directories(folder_); }
  ~PhotoBytesTest() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_ / name).string();
  }

  [[nodiscard]] UniqueFd file(const std::string& name, const std::string& content,
                              int flags = O_RDONLY) const {
    std::ofstream(path(name), std::ios::binary) << content;
    return UniqueFd(::open(path(name).c_str(), flags | O_CLOEXEC));
  }

 private:
  fs::path folder_ = fs::temp_directory_path() / ("photo_bytes_" + std::to_string(::getpid()));
};

TEST_F(PhotoBytesTest, ReadsOneFileAfterAnotherWhole) {
  PhotoBytes bytes;
  for (const std::size_t size : {0U, 1U, 100'000U, 5U}) {
    std::string content(size, 'x');
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 31);
    const UniqueFd fd = file("a", content);
    ASSERT_FALSE(bytes.read(fd.get())) << size;
    EXPECT_EQ(bytes.identity().bytes, size);
    EXPECT_TRUE(
        std::equal(content.begin(), content.end(), bytes.bytes().begin(), bytes.bytes().end(),
                   [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; }));
    EXPECT_FALSE(bytes.content());
  }
}

TEST_F(PhotoBytesTest, TellsTheIdentityThatTheFileSystemTells) {
  const UniqueFd fd = file("a", "abc");
  struct stat status {};
  ASSERT_EQ(::fstat(fd.get(), &status), 0);
  PhotoBytes bytes;
  ASSERT_FALSE(bytes.read(fd.get()));
  EXPECT_EQ(bytes.identity().inode, status.st_ino);
  EXPECT_EQ(bytes.identity().modified_ns,
            status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec);
}

TEST_F(PhotoBytesTest, ReadsALargeFilesBeginningAndHashesItAll) {
  std::string content(kHeaderRead * 2 + 1000, 'a');
  for (std::size_t i = 0; i < content.size(); i += 4096) content[i] = static_cast<char>(i >> 12);
  const UniqueFd fd = file("a", content);
  PhotoBytes bytes;
  ASSERT_FALSE(bytes.read(fd.get(), 1000));
  EXPECT_EQ(bytes.bytes().size(), kHeaderRead);
  EXPECT_EQ(bytes.identity().bytes, content.size());
  EXPECT_EQ(bytes.content(),
            xxh3({reinterpret_cast<const std::uint8_t*>(content.data()), content.size()}));
}

TEST_F(PhotoBytesTest, RefusesWhatIsNoRegularFileOpenForReadingAlone) {
  PhotoBytes bytes;
  const UniqueFd writable = file("a", "abc", O_RDWR);
  const UniqueFd folder(::open("/", O_RDONLY | O_DIRECTORY));
  const UniqueFd device(::open("/dev/zero", O_RDONLY));
  const UniqueFd mere_path = file("b", "abc", O_PATH);
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  const UniqueFd fifo(::open(path("fifo").c_str(), O_RDONLY | O_NONBLOCK));
  for (const int fd :
       {-1, writable.get(), folder.get(), device.get(), mere_path.get(), fifo.get()}) {
    const auto error = bytes.read(fd);
    ASSERT_TRUE(error) << fd;
    EXPECT_EQ(error->kind, WorkerErrorKind::kNotAFile) << fd;
  }
}

TEST_F(PhotoBytesTest, SaysSoWhenTheFileChangesWhileItIsRead) {
  const UniqueFd fd = file("a", std::string(std::size_t{32} << 20, 'x'));
  std::atomic<bool> enough = false;
  std::thread writer([&] {
    std::ofstream more(path("a"), std::ios::binary | std::ios::app);
    while (!enough) more << 'y' << std::flush;
  });
  PhotoBytes bytes;
  std::optional<WorkerError> error;
  for (int i = 0; i < 100 && !error; ++i) error = bytes.read(fd.get());
  enough = true;
  writer.join();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind, WorkerErrorKind::kChanged);
}

}  // namespace
}  // namespace photosieve
