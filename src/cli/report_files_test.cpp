// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/report_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace photosieve {
namespace {

struct ReportFiles : testing::Test {
  ReportFiles() {
    std::string pattern = testing::TempDir() + "reportfilesXXXXXX";
    folder = ::mkdtemp(pattern.data());
    store = *open_store("sqlite:" + folder + "/p.db");
    Session session;
    session.id = "s";
    session.input_folder = "/in";
    session.output_folder = "/out";
    EXPECT_TRUE(store->create_session(session, *load_profile("generic")));
  }
  ~ReportFiles() override {
    store.reset();
    std::filesystem::remove_all(folder);
  }
  std::string folder;
  std::unique_ptr<Store> store;
};

TEST(ReportFolder, IsBesideTheDatabase) {
  EXPECT_EQ(report_folder("sqlite:/data/photosieve.db"), "/data/reports");
  EXPECT_EQ(report_folder("sqlite:photosieve.db"),
            (std::filesystem::current_path() / "reports").string());
  EXPECT_EQ(report_folder("postgresql://host/name"), report_folder(default_database()));
}

TEST_F(ReportFiles, AreThereInEachFormatForTheirOwnerAndNothingElseIs) {
  const std::string reports = folder + "/reports";
  for (int again = 0; again < 2; ++again) {
    const auto first = write_report_files(*store, "s", reports, {"html", "json", "csv"}, 0);
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(*first, reports + "/s.html");
  }
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(reports)) {
    names.push_back(entry.path().filename());
    struct stat status {};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    EXPECT_GT(status.st_size, 0);
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"s.csv", "s.html", "s.json"}));
}

TEST_F(ReportFiles, WhereTheyCannotBeTheReasonIsSaidAndNothingIsLeft) {
  std::ofstream(folder + "/file") << "x";
  const auto written = write_report_files(*store, "s", folder + "/file", {"html"}, 0);
  ASSERT_FALSE(written);
  EXPECT_TRUE(written.error().message.starts_with("the report " + folder + "/file/s.html could"))
      << written.error().message;
  const auto unknown = write_report_files(*store, "nope", folder + "/reports", {"json"}, 0);
  ASSERT_FALSE(unknown);
  EXPECT_TRUE(std::filesystem::is_empty(folder + "/reports"));
  EXPECT_EQ(*write_report_files(*store, "s", "", {"html"}, 0), "");
  EXPECT_EQ(*write_report_files(*store, "s", folder, {}, 0), "");
}

}  // namespace
}  // namespace photosieve
