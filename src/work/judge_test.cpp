// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/judge.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "decode/test_photos.h"

namespace photosieve {
namespace {

using test::Bytes;

bool has(const PhotoResult& result, FindingCode code) {
  return std::any_of(result.findings.begin(), result.findings.end(),
                     [&](const Finding& finding) { return finding.code == code; });
}

PhotoResult judged(const Bytes& file, std::string_view path = "a.jpg") {
  return judge(file, path, {file.size(), 5, 6}, 3, load_profile("adobe-stock").value(),
               Mode::kBalanced);
}

TEST(Judge, CarriesTheFactsTheFileAndTheNumber) {
  const Bytes file = test::make_jpeg({.width = 400, .height = 300, .exif = test::exif_block(6)});
  const PhotoResult result = judged(file);
  EXPECT_EQ(result.n, 3U);
  EXPECT_EQ(result.identity, (FileIdentity{file.size(), 5, 6}));
  EXPECT_EQ(result.format, Format::kJpeg);
  EXPECT_EQ(result.width, 300U);
  EXPECT_EQ(result.content, xxh3(file));
  EXPECT_TRUE(result.fingerprint);
  EXPECT_TRUE(result.local_features);
  EXPECT_TRUE(result.measures.get(MeasureId::kSharpness));
  EXPECT_TRUE(has(result, FindingCode::kResolutionTooLow));
}

TEST(Judge, TellsWhatDecodingFound) {
  const Bytes whole = test::make_jpeg({.width = 400, .height = 300});
  EXPECT_TRUE(has(judged(test::cut(whole, 50)), FindingCode::kTruncated));
  EXPECT_TRUE(has(judged({}), FindingCode::kUndecodable));
  EXPECT_TRUE(has(judged(test::make_png({})), FindingCode::kWrongExtension));
}

TEST(Judge, GivesTheSameTwice) {
  const Bytes file = test::make_jpeg({.width = 500, .height = 400});
  const PhotoResult first = judged(file);
  const PhotoResult second = judged(file);
  EXPECT_EQ(first.measures, second.measures);
  EXPECT_EQ(first.findings, second.findings);
  EXPECT_EQ(first.fingerprint, second.fingerprint);
  EXPECT_EQ(first.local_features, second.local_features);
  EXPECT_EQ(first.quality, second.quality);
}

TEST(Judge, TakesAFilesBeginningForItsFactsAlone) {
  const Bytes whole = test::make_jpeg({.width = 400, .height = 300});
  const Bytes beginning = test::cut(whole, 50);
  const PhotoResult result = judge_header(beginning, xxh3(whole), "a.jpg", {600'000'000, 5, 6}, 3,
                                          load_profile("adobe-stock").value(), Mode::kBalanced);
  EXPECT_EQ(result.width, 400U);
  EXPECT_EQ(result.content, xxh3(whole));
  EXPECT_FALSE(has(result, FindingCode::kTruncated));
  EXPECT_TRUE(has(result, FindingCode::kFileTooLarge));
  EXPECT_FALSE(result.fingerprint);
}

}  // namespace
}  // namespace photosieve
