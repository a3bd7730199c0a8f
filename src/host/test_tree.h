// TestTree: a small tree of files that stands for /proc and /sys in a test; gone with it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "host/host_root.h"

// The build of the tests says where the sources are.
#ifndef PHOTOSIEVE_SOURCE_DIR
#define PHOTOSIEVE_SOURCE_DIR "."
#endif

namespace photosieve {

class TestTree {
 public:
  TestTree() {
    std::string pattern = testing::TempDir() + "treeXXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  // A copy of a saved tree of tests/host/trees.
  explicit TestTree(const std::string& saved) : TestTree() {
    std::filesystem::copy(
        std::string(PHOTOSIEVE_SOURCE_DIR) + "/tests/host/trees/" + saved, folder_,
        std::filesystem::copy_options::recursive | std::filesystem::copy_options::copy_symlinks);
  }
  ~TestTree() { std::filesystem::remove_all(folder_); }
  TestTree(const TestTree&) = delete;
  TestTree& operator=(const TestTree&) = delete;

  [[nodiscard]] HostRoot root() const { return HostRoot(folder_); }
  // Over the file that is there, as the kernel does: who has it open reads the new text.
  void put(const std::string& path, std::string_view text) const {
    const std::filesystem::path file(folder_ + path);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
  void remove(const std::string& path) const { std::filesystem::remove_all(folder_ + path); }
  void link(const std::string& path, const std::string& target) const {
    std::filesystem::create_directories(std::filesystem::path(folder_ + path).parent_path());
    std::filesystem::create_symlink(target, folder_ + path);
  }

 private:
  std::string folder_;
};

}  // namespace photosieve
