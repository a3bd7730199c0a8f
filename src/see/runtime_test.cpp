// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/runtime.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "see/test_photo.h"

#ifdef PHOTOSIEVE_SANITIZED
// The library keeps some bytes for good; they are not ours to give back.
extern "C" const char* __lsan_default_suppressions() {  // NOLINT: LeakSanitizer's name
  return "leak:libonnxruntime";
}
#endif

namespace photosieve {
namespace {

// A black picture.
std::vector<float> zeros(std::size_t side) {
  return std::vector<float>(side * side * 3);
}

TEST(RuntimeTest, A_library_that_is_not_there_is_an_error_in_words) {
  const auto opened = Runtime::open("/nowhere/libonnxruntime.so.1");
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("libonnxruntime.so.1"), std::string::npos);
}

TEST(RuntimeTest, Another_library_is_refused) {
  const auto opened = Runtime::open("libjpeg.so.62");
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("is not ONNX Runtime"), std::string::npos);
}

class RealRuntimeTest : public testing::Test {
 protected:
  void SetUp() override { SKIP_WITHOUT_NETWORKS(); }
  std::string folder_ = test::networks_folder();
};

TEST_F(RealRuntimeTest, It_says_its_version) {
  const auto runtime = Runtime::open(folder_ + "/libonnxruntime.so.1");
  ASSERT_TRUE(runtime) << runtime.error().message;
  EXPECT_TRUE(runtime->version().starts_with("1."));
}

TEST_F(RealRuntimeTest, It_leaves_nothing_in_the_home_and_no_log) {
  const auto home =
      std::filesystem::temp_directory_path() / ("photosieve_home_" + std::to_string(::getpid()));
  std::filesystem::create_directory(home);
  const ::pid_t child = ::fork();
  if (child == 0) {
    ::setenv("HOME", home.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
    ::unsetenv("XDG_CACHE_HOME");       // NOLINT(concurrency-mt-unsafe)
    const auto runtime = Runtime::open(folder_ + "/libonnxruntime.so.1");
    ::_exit(runtime && runtime->load(folder_ + "/face_near.onnx") ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(std::filesystem::is_empty(home)) << "use is recorded";
  EXPECT_FALSE(std::filesystem::exists("/tmp/mat-debug-" + std::to_string(child) + ".log"));
  std::filesystem::remove_all(home);
}

TEST_F(RealRuntimeTest, A_network_gives_what_its_model_says) {
  const auto runtime = Runtime::open(folder_ + "/libonnxruntime.so.1");
  ASSERT_TRUE(runtime);
  auto network = runtime->load(folder_ + "/face_near.onnx");
  ASSERT_TRUE(network) << network.error().message;
  const Tensor input{{1, 128, 128, 3}, zeros(128)};
  const auto seen = network->run(input);
  ASSERT_TRUE(seen) << seen.error().message;
  ASSERT_EQ(seen->size(), 4U);
  EXPECT_EQ((*seen)[0].shape, (std::vector<std::int64_t>{1, 512, 1}));
  EXPECT_EQ((*seen)[3].shape, (std::vector<std::int64_t>{1, 384, 16}));
  EXPECT_EQ((*seen)[3].values.size(), 384U * 16U);
  const auto again = network->run(input);
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)[2].values, (*seen)[2].values) << "the same in, the same out";
}

TEST_F(RealRuntimeTest, An_input_of_another_shape_is_an_error_and_the_network_goes_on) {
  const auto runtime = Runtime::open(folder_ + "/libonnxruntime.so.1");
  ASSERT_TRUE(runtime);
  auto network = runtime->load(folder_ + "/face_near.onnx");
  ASSERT_TRUE(network);
  EXPECT_FALSE(network->run({{1, 64, 64, 3}, zeros(64)}));
  EXPECT_FALSE(network->run({{1, 128, 128, 3}, std::vector<float>(7)}))
      << "fewer values than the shape says";
  EXPECT_FALSE(network->run({{-1, 128, 128, 3}, {}}));
  EXPECT_TRUE(network->run({{1, 128, 128, 3}, zeros(128)}));
}

TEST_F(RealRuntimeTest, A_broken_model_is_an_error_in_words) {
  const auto runtime = Runtime::open(folder_ + "/libonnxruntime.so.1");
  ASSERT_TRUE(runtime);
  const std::string file = testing::TempDir() + "/broken.onnx";
  std::ofstream(file) << "this is no network";
  const auto network = runtime->load(file);
  ASSERT_FALSE(network);
  EXPECT_TRUE(network.error().message.starts_with("ONNX Runtime: ")) << network.error().message;
  EXPECT_FALSE(runtime->load("/nowhere/face.onnx"));
  EXPECT_FALSE(runtime->load("/"));
}

TEST_F(RealRuntimeTest, A_network_outlives_the_runtime_that_loaded_it) {
  std::optional<Network> kept;
  {
    auto runtime = Runtime::open(folder_ + "/libonnxruntime.so.1");
    ASSERT_TRUE(runtime);
    auto network = runtime->load(folder_ + "/face_near.onnx");
    ASSERT_TRUE(network);
    kept = *std::move(network);
  }
  EXPECT_TRUE(kept->run({{1, 128, 128, 3}, zeros(128)}));
}

}  // namespace
}  // namespace photosieve
