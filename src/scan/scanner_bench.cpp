// How fast a warm folder of 25,000 files is walked: in nested folders, and all in one.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>
#include <fcntl.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "scan/scanner.h"

namespace photosieve {
namespace {

constexpr int kFiles = 25'000;

// `argument`: files a folder. Two levels of folders, as cameras and people make them.
void walk_folder(benchmark::State& state, const char* extension) {
  std::string root = std::filesystem::temp_directory_path() / "scan_benchXXXXXX";
  if (::mkdtemp(root.data()) == nullptr) return state.SkipWithError("no temporary folder");
  const auto a_folder = static_cast<int>(state.range(0));
  for (int i = 0; i < kFiles; ++i) {
    const int folder = i / a_folder;
    const std::string path =
        root + "/" + std::to_string(folder / 10) + "/" + std::to_string(folder % 10);
    if (i % a_folder == 0) std::filesystem::create_directories(path);
    const UniqueFd file(::open((path + "/IMG_" + std::to_string(i) + extension).c_str(),
                               O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  }
  const auto folder = open_folder(root);
  for (auto _ : state) {
    int photos = 0;
    const auto walked = Scanner(folder->get()).walk([&](const Scanned& scanned) {
      photos += std::holds_alternative<PhotoRef>(scanned) ? 1 : 0;
      return true;
    });
    if (!walked) state.SkipWithError(walked.error().message.c_str());
    benchmark::DoNotOptimize(photos);
  }
  std::filesystem::remove_all(root);
}

BENCHMARK_CAPTURE(walk_folder, photos, ".jpg")
    ->Arg(100)
    ->Arg(kFiles)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(walk_folder, to_sniff, ".dat")->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace photosieve
