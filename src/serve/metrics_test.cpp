// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <regex>
#include <sstream>

#include "serve/test_server.h"

namespace photosieve {
namespace {

TEST(MetricsText, EscapesWhatTheFormatAsksFor) {
  MetricsText text;
  text.metric("a_total", "counter", "Line\nbreak \\ and \"quote\".");
  text.sample(1.5, {{"x", "a\"b\\c\nd\xff"}, {"y", ""}});
  text.sample(std::nan(""));
  EXPECT_EQ(text.take(),
            "# HELP a_total Line\\nbreak \\\\ and \"quote\".\n# TYPE a_total counter\n"
            "a_total{x=\"a\\\"b\\\\c\\nd\xEF\xBF\xBD\",y=\"\"} 1.5\na_total NaN\n");
}

TEST(Metrics, EachHasItsHelpTypeAndConventionalName) {
  TestServer server;
  server.add_session("s", 6);
  ProgressUpdate update;
  update.session_id = "running";
  update.total_images = 10;
  update.current_image = 4;
  server.hub().publish(update);
  const std::string text = server.get("/metrics").body;
  std::map<std::string, std::string> types;
  std::string help;
  std::istringstream lines(text);
  const std::regex sample(R"(([a-z_]+)(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? (NaN|[-+0-9.e]+))");
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (line.starts_with("# HELP ")) {
      help = line.substr(7, line.find(' ', 7) - 7);
    } else if (line.starts_with("# TYPE ")) {
      const std::string name = line.substr(7, line.find(' ', 7) - 7);
      EXPECT_EQ(name, help) << "help stands before the type";
      EXPECT_TRUE(types.emplace(name, line.substr(line.rfind(' ') + 1)).second) << name;
    } else if (std::regex_match(line, match, sample)) {
      ASSERT_TRUE(types.contains(match[1])) << line;
      EXPECT_EQ(match[1].str(), help) << line;
    } else {
      ADD_FAILURE() << "no line of the format: " << line;
    }
  }
  for (const auto& [name, type] : types)
    EXPECT_EQ(name.ends_with("_total"), type == "counter") << name;
  EXPECT_NE(text.find("photosieve_session_images_done{session_id=\"running\"} 4\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("photosieve_session_eta_seconds{"), std::string::npos)
      << "not known: not told";
  for (const char* name : {"photosieve_sessions", "photosieve_watchers",
                           "process_resident_memory_bytes", "photosieve_http_connections"})
    EXPECT_TRUE(types.contains(name)) << name;
}

}  // namespace
}  // namespace photosieve
