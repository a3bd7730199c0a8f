// RecordFixture: an input and an output folder with real files, for the tests of record/.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "record/staging.h"

namespace photosieve {

class RecordFixture : public testing::Test {
 public:
  ~RecordFixture() override {
    staging.reset();
    input.reset();
    output.reset();
    if (mounted) ::umount2(out().c_str(), MNT_DETACH);
    std::filesystem::remove_all(root);
  }

 protected:
  RecordFixture() {
    std::string pattern = testing::TempDir() + "recordXXXXXX";
    root = ::mkdtemp(pattern.data());
    std::filesystem::create_directories(in());
    std::filesystem::create_directories(out());
    open_folders();
  }

  [[nodiscard]] std::string in(const std::string& path = "") const { return root + "/in/" + path; }
  [[nodiscard]] std::string out(const std::string& path = "") const {
    return root + "/out/" + path;
  }
  [[nodiscard]] std::string staged(std::uint32_t n) const {
    return out(".photosieve/s/" + std::to_string(n));
  }

  void open_folders() {
    input = UniqueFd(::open(in().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    output = UniqueFd(::open(out().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    ASSERT_TRUE(input.valid() && output.valid());
  }
  void open_staging() {
    auto opened = Staging::open(input.get(), output.get(), "s");
    ASSERT_TRUE(opened) << opened.error().message;
    staging = std::make_unique<Staging>(std::move(*opened));
  }
  // Puts a small memory file system in the place of the output; false when that may not be.
  bool mount_output(const char* options) {
    staging.reset();
    output.reset();
    mounted = ::mount("none", out().c_str(), "tmpfs", 0, options) == 0;
    open_folders();
    return mounted;
  }

  static void write(const std::string& path, const std::string& bytes) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }
  static std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static bool exists(const std::string& path) {
    struct stat about {};
    return ::lstat(path.c_str(), &about) == 0;
  }
  static Hash128 hash(const std::string& bytes) {
    return xxh3({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  }
  static std::string many_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<char>(i * 31 + i / 251);
    return bytes;
  }

  std::string root;
  UniqueFd input;
  UniqueFd output;
  std::unique_ptr<Staging> staging;
  bool mounted = false;
};

}  // namespace photosieve
