// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/scanner.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

namespace photosieve {
namespace {

struct ScannerTest : testing::Test {
  ScannerTest() {
    std::string pattern = testing::TempDir() + "scanXXXXXX";
    folder = ::mkdtemp(pattern.data());
  }
  ~ScannerTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  void file(const std::string& path, const std::string& bytes = "x") const {
    const std::string whole = folder + "/" + path;
    std::filesystem::create_directories(std::filesystem::path(whole).parent_path());
    std::ofstream(whole, std::ios::binary) << bytes;
  }
  void scan() {
    photos.clear();
    skipped.clear();
    auto root = open_folder(folder);
    ASSERT_TRUE(root) << root.error().message;
    const auto walked = Scanner(root->get()).walk([&](Scanned scanned) {
      if (auto* photo = std::get_if<PhotoRef>(&scanned)) {
        EXPECT_EQ(photo->n, photos.size() + 1);
        photos.push_back(photo->path);
      } else {
        auto& one = std::get<SkippedFile>(scanned);
        skipped[one.path] = std::string(name(one.reason));
      }
      return true;
    });
    ASSERT_TRUE(walked) << walked.error().message;
  }
  std::string folder;
  std::vector<std::string> photos;
  std::map<std::string, std::string> skipped;
};

TEST_F(ScannerTest, NumbersPhotosInTheOrderOfTheirWholePathsAsBytes) {
  for (const char* path : {"b.jpg", "a/z.jpg", "a.jpg", "a-b/c.jpg", "a/b/c.png", "a/b.jpg",
                           "Z.jpg", "\xff.jpg", "\xe0\xb8\x81.jpg"})
    file(path);
  scan();
  std::vector<std::string> sorted = photos;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(photos, sorted);
  EXPECT_EQ(photos.size(), 9U);
}

TEST_F(ScannerTest, SaysWhyAFileIsSkipped) {
  file("a.jpg");
  file("renamed.txt", "\xFF\xD8\xFF\xE0");
  file("notes.txt", "hello");
  file("raw/x.NEF");
  file("raw/x.jpg", std::string("II*\0\x10\0\0\0CR\2\0", 12));
  file(".hidden/x.jpg");
  file("@eaDir/x.jpg");
  file("._a.jpg");
  ASSERT_EQ(::mkfifo((folder + "/fifo.jpg").c_str(), 0600), 0);
  ASSERT_EQ(::symlink("a.jpg", (folder + "/link.jpg").c_str()), 0);
  ASSERT_EQ(::symlink(".", (folder + "/loop").c_str()), 0);
  ASSERT_EQ(::symlink("/etc", (folder + "/out").c_str()), 0);
  scan();
  EXPECT_EQ(photos, (std::vector<std::string>{"a.jpg", "renamed.txt"}));
  const std::map<std::string, std::string> wanted{{"notes.txt", "not_a_photo"},
                                                  {"raw/x.NEF", "raw"},
                                                  {"raw/x.jpg", "raw"},
                                                  {".hidden", "hidden"},
                                                  {"@eaDir", "system_file"},
                                                  {"._a.jpg", "system_file"},
                                                  {"fifo.jpg", "special_file"},
                                                  {"link.jpg", "link"},
                                                  {"loop", "link"},
                                                  {"out", "link"}};
  EXPECT_EQ(skipped, wanted);
}

TEST_F(ScannerTest, TakesNamesThatAreNotTextAndNamesWithNewlines) {
  for (const char* path : {"new\nline.jpg", "\xff\xfe.jpg", "😀.jpg", "-rf.jpg", " .jpg"})
    file(path);
  scan();
  EXPECT_EQ(photos.size(), 5U);
}

TEST_F(ScannerTest, GoesToAnyDepthWithAHandfulOfDescriptors) {
  constexpr int kDepth = 1500;  // the whole path is longer than PATH_MAX
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const struct rlimit few { 64, before.rlim_max };
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  int at = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY);
  for (int i = 0; i < kDepth; ++i) {
    ASSERT_EQ(::mkdirat(at, "deep", 0700), 0);
    const int next = ::openat(at, "deep", O_RDONLY | O_DIRECTORY);
    // A file that sorts after the folder, so that the walk comes back to each level.
    ::close(::openat(at, "z.jpg", O_CREAT | O_WRONLY, 0600));
    ::close(at);
    at = next;
  }
  ::close(::openat(at, "bottom.jpg", O_CREAT | O_WRONLY, 0600));
  ::close(at);
  scan();
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(photos.size(), kDepth + 1U);
  EXPECT_TRUE(skipped.empty());
}

TEST_F(ScannerTest, AFolderThatCannotBeListedIsToldAndTheWalkGoesOn) {
  file("closed/a.jpg");
  file("open/b.jpg");
  ASSERT_EQ(::chmod((folder + "/closed").c_str(), 0), 0);
  ASSERT_EQ(::chmod(folder.c_str(), 0755), 0);
  // Root may list everything, so the walk is done by a child that is nobody.
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(2);
    scan();
    const bool right = photos == std::vector<std::string>{"open/b.jpg"} &&
                       skipped["closed"] == "unreadable_folder";
    ::_exit(right ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  ASSERT_EQ(::chmod((folder + "/closed").c_str(), 0700), 0);
}

TEST_F(ScannerTest, AMountThatLeadsBackEnds) {
  file("a/b/c.jpg");
  std::filesystem::create_directories(folder + "/a/b/again");
  const std::string again = folder + "/a/b/again";
  if (::mount((folder + "/a").c_str(), again.c_str(), nullptr, MS_BIND, nullptr) != 0)
    GTEST_SKIP() << "only root may mount";
  scan();
  ASSERT_EQ(::umount(again.c_str()), 0);
  EXPECT_EQ(photos, std::vector<std::string>{"a/b/c.jpg"});
  EXPECT_EQ(skipped["a/b/again"], "link");
}

TEST_F(ScannerTest, CanBeEndedEarly) {
  for (int i = 0; i < 10; ++i) file(std::to_string(i) + ".jpg");
  auto root = open_folder(folder);
  ASSERT_TRUE(root);
  int seen = 0;
  ASSERT_TRUE(Scanner(root->get()).walk([&](const Scanned&) { return ++seen < 3; }));
  EXPECT_EQ(seen, 3);
}

TEST_F(ScannerTest, EndsWhenAStopIsAskedForEvenWhereThereAreNoFiles) {
  for (int i = 0; i < 10; ++i) std::filesystem::create_directory(folder + "/" + std::to_string(i));
  file("9/a.jpg");
  auto root = open_folder(folder);
  ASSERT_TRUE(root);
  std::stop_source stop;
  stop.request_stop();
  int seen = 0;
  ASSERT_TRUE(
      Scanner(root->get()).walk([&](const Scanned&) { return ++seen > 0; }, stop.get_token()));
  EXPECT_EQ(seen, 0);
}

TEST_F(ScannerTest, WithoutDescriptorsItEndsInsteadOfLosingPhotos) {
  file("a/b/c.jpg");
  file("z.jpg");
  auto root = open_folder(folder);
  ASSERT_TRUE(root);
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  // One for the root and one to list it with; none for the folders below.
  const struct rlimit few { static_cast<rlim_t>(root->get()) + 3, before.rlim_max };
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  const auto walked = Scanner(root->get()).walk([](const Scanned&) { return true; });
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  ASSERT_FALSE(walked);
  EXPECT_EQ(walked.error().kind, ErrorKind::kFatal);
}

TEST_F(ScannerTest, AFolderThatGoesWhileItIsWalkedIsToldOnce) {
  file("a/1.jpg");
  std::string deep = "a";
  for (int i = 0; i < 60; ++i) deep += "/d";  // deep enough for a's descriptor to be closed
  file(deep + "/x.jpg");
  file("a/z1.jpg");
  file("a/z2.jpg");
  file("b.jpg");
  auto root = open_folder(folder);
  ASSERT_TRUE(root);
  std::vector<std::string> told;
  ASSERT_TRUE(Scanner(root->get()).walk([&](const Scanned& scanned) {
    if (const auto* photo = std::get_if<PhotoRef>(&scanned)) {
      told.push_back(photo->path);
      if (photo->path == deep + "/x.jpg") {
        std::filesystem::rename(folder + "/a/d", folder + "/moved");
        std::filesystem::rename(folder + "/a", folder + "/elsewhere");
      }
    } else {
      const auto& skip = std::get<SkippedFile>(scanned);
      EXPECT_EQ(skip.reason, SkipReason::kUnreadableFolder) << skip.path;
      told.push_back("skipped " + skip.path);
    }
    return true;
  }));
  EXPECT_EQ(told, (std::vector<std::string>{"a/1.jpg", deep + "/x.jpg", "skipped a", "b.jpg"}));
}

TEST_F(ScannerTest, AFolderThatIsMovedWhileItIsWalkedLeadsNowhereElse) {
  std::string deep = "a";
  for (int i = 0; i < 60; ++i) deep += "/d";
  file(deep + "/x.jpg");
  file("a/z.jpg");
  file("other/secret.jpg");
  auto root = open_folder(folder + "/a");
  ASSERT_TRUE(root);
  std::vector<std::string> told;
  ASSERT_TRUE(Scanner(root->get()).walk([&](const Scanned& scanned) {
    const auto& photo = std::get<PhotoRef>(scanned);
    told.push_back(photo.path);
    if (told.size() == 1) std::filesystem::rename(folder + "/a/d", folder + "/other/d");
    return true;
  }));
  EXPECT_EQ(told, (std::vector<std::string>{deep.substr(2) + "/x.jpg", "z.jpg"}));
}

TEST_F(ScannerTest, LeavesTheTimesOfWhatItReadsAlone) {
  file("sub/notes", "its content must be read to know what it is");
  const std::string path = folder + "/sub/notes";
  // As it is on a disk: read long ago, so that any reading would be noted down.
  const std::array<timespec, 2> old{timespec{1'000'000, 0}, timespec{2'000'000, 0}};
  for (const std::string& one : {path, folder + "/sub"})
    ASSERT_EQ(::utimensat(AT_FDCWD, one.c_str(), old.data(), 0), 0);
  scan();
  for (const std::string& one : {path, folder + "/sub"}) {
    struct stat now {};
    ASSERT_EQ(::stat(one.c_str(), &now), 0);
    EXPECT_EQ(now.st_atim.tv_sec, 1'000'000) << one;
    EXPECT_EQ(now.st_mtim.tv_sec, 2'000'000) << one;
  }
}

TEST_F(ScannerTest, AFolderThatMayBeListedButNotSearchedLosesNothingSilently) {
  file("closed/a.jpg");
  ASSERT_EQ(::chmod((folder + "/closed").c_str(), 0744), 0);
  ASSERT_EQ(::chmod(folder.c_str(), 0755), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (::geteuid() != 0) ::_exit(0);  // the owner may search it
    if (::setuid(65534) != 0) ::_exit(2);
    scan();
    ::_exit(photos.empty() && skipped["closed/a.jpg"] == "unreadable_folder" ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST(OpenFolder, SaysWhatToDoAboutAFolderThatIsNotOne) {
  EXPECT_NE(open_folder("/no/such/folder").error().message.find("there is no folder"),
            std::string::npos);
  EXPECT_NE(open_folder("/etc/passwd").error().message.find("photosieve inspect"),
            std::string::npos);
  EXPECT_EQ(open_folder("/no/such/folder").error().kind, ErrorKind::kUsage);
}

}  // namespace
}  // namespace photosieve
