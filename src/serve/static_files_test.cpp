// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/static_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace photosieve {
namespace {

namespace fs = std::filesystem;

struct StaticFilesTest : testing::Test {
  StaticFilesTest() {
    std::string pattern = testing::TempDir() + "webXXXXXX";
    base = ::mkdtemp(pattern.data());
    fs::create_directories(base + "/web/assets");
    write("web/index.html", "<page>");
    write("web/favicon.svg", "<svg>");
    write("web/assets/app-1a2b.js", "script");
    write("web/assets/app-1a2b.js.br", "brotli");
    write("web/assets/app-1a2b.js.gz", "gzip");
    write("web/.hidden", "hidden");
    write("secret", "secret");
    fs::create_symlink("../secret", base + "/web/link");
    files.emplace(*StaticFiles::open(base + "/web"));
  }
  ~StaticFilesTest() override { fs::remove_all(base); }
  void write(const std::string& path, const std::string& text) const {
    std::ofstream(base + "/" + path) << text;
  }
  [[nodiscard]] Served<net::HttpResponse> get(const std::string& path,
                                              net::HttpHeaders headers = {}) const {
    net::HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.headers = std::move(headers);
    return files->get(request);
  }
  static std::string body(const net::HttpResponse& response) {
    if (!response.file) return response.body;
    std::string text(response.file->bytes, '\0');
    EXPECT_EQ(::pread(response.file->file.get(), text.data(), text.size(), 0),
              static_cast<ssize_t>(text.size()));
    return text;
  }
  std::string base;
  std::optional<StaticFiles> files;
};

TEST_F(StaticFilesTest, PagesOfTheApplicationAreItsOneFile) {
  for (const char* path : {"/", "/index.html", "/new", "/system", "/shared", "/monitoring",
                           "/monitoring/abc", "/monitoring/abc/images"}) {
    const auto page = get(path);
    ASSERT_TRUE(page) << path;
    EXPECT_EQ(body(*page), "<page>") << path;
    EXPECT_EQ(page->status, 200);
    EXPECT_EQ(net::find_header(page->headers, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(net::find_header(page->headers, "Cache-Control"), "no-cache");
  }
}

TEST_F(StaticFilesTest, WhatIsNamedByItsContentIsKeptForGood) {
  const auto plain = get("/assets/app-1a2b.js");
  ASSERT_TRUE(plain);
  EXPECT_EQ(body(*plain), "script");
  EXPECT_EQ(net::find_header(plain->headers, "Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(net::find_header(plain->headers, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(net::find_header(plain->headers, "Content-Encoding"), "");
}

TEST_F(StaticFilesTest, ACompressedFileIsSentToThoseWhoTakeIt) {
  const auto brotli = get("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip, deflate, br"}});
  ASSERT_TRUE(brotli);
  EXPECT_EQ(body(*brotli), "brotli");
  EXPECT_EQ(net::find_header(brotli->headers, "Content-Encoding"), "br");
  EXPECT_EQ(net::find_header(brotli->headers, "Vary"), "Accept-Encoding");
  EXPECT_EQ(net::find_header(brotli->headers, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(body(*get("/assets/app-1a2b.js", {{"Accept-Encoding", "br;q=0, gzip"}})), "gzip");
  EXPECT_EQ(body(*get("/", {{"Accept-Encoding", "br"}})), "<page>") << "there is none";
}

TEST_F(StaticFilesTest, WhatTheClientHasIsNotSentAgain) {
  const auto first = get("/favicon.svg");
  ASSERT_TRUE(first);
  const std::string tag(net::find_header(first->headers, "ETag"));
  const auto again = get("/favicon.svg", {{"If-None-Match", tag}});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 304);
  EXPECT_EQ(again->file, nullptr);
  write("web/favicon.svg", "<svg other>");
  EXPECT_EQ(get("/favicon.svg", {{"If-None-Match", tag}})->status, 200);
}

TEST_F(StaticFilesTest, NothingElseIsFound) {
  for (const char* path :
       {"/nope", "/assets", "/assets/", "/.hidden", "/link", "/../secret", "/%2e%2e/secret",
        "/assets/../index.html", "/assets%2Fapp-1a2b.js", "//index.html", "/index.html/", "/%00",
        "/%", "/monitoringx", "/system/x"}) {
    const auto found = get(path);
    ASSERT_FALSE(found) << path;
    EXPECT_EQ(found.error().status, 404) << path;
  }
  EXPECT_EQ(StaticFiles::open(base + "/nope").error().kind, ErrorKind::kUsage);
}

TEST(AcceptedCoding, IsNamedAndNotForbidden) {
  EXPECT_TRUE(accepts_coding("gzip, br", "br"));
  EXPECT_TRUE(accepts_coding("BR;q=0.1", "br"));
  EXPECT_FALSE(accepts_coding("gzip", "br"));
  EXPECT_FALSE(accepts_coding("br; q=0", "br"));
  EXPECT_FALSE(accepts_coding("brx", "br"));
  EXPECT_FALSE(accepts_coding("", "br"));
}

}  // namespace
}  // namespace photosieve
