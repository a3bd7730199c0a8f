// What damage to a JPEG is, and what is none.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "decode/jpeg.h"
#include "decode/test_photos.h"

namespace photosieve {
namespace {

using test::Bytes;

const DecodeProblem* find(const DecodedPhoto& photo, ProblemKind kind) {
  const auto at = std::find_if(photo.problems.begin(), photo.problems.end(),
                               [&](const DecodeProblem& p) { return p.kind == kind; });
  return at == photo.problems.end() ? nullptr : &*at;
}

std::size_t scan_begin(const Bytes& file) {
  for (std::size_t i = 0; i + 1 < file.size(); ++i)
    if (file[i] == 0xFF && file[i + 1] == 0xDA) return i + 14;
  return 0;
}

TEST(JpegDamage, ATruncatedPhotoKeepsItsRowsAndSaysWhereItEnds) {
  const Bytes whole = test::make_jpeg({.width = 320, .height = 480});
  for (const std::size_t percent : {20U, 50U, 90U, 99U}) {
    const Bytes file = test::cut(whole, percent);
    const DecodedPhoto photo = decode_jpeg(file, {});
    ASSERT_TRUE(photo.image) << percent;
    const DecodeProblem* problem = find(photo, ProblemKind::kTruncated);
    ASSERT_NE(problem, nullptr) << percent;
    EXPECT_EQ(problem->offset, file.size());
    EXPECT_EQ(photo.problems.size(), 1U) << percent;
    EXPECT_NE(problem->message.find("is missing"), std::string::npos) << problem->message;
    EXPECT_EQ(problem->message.find(" 0.0 %"), std::string::npos) << "never nothing of it";
    const DecodedPhoto complete = decode_jpeg(whole, {});
    EXPECT_TRUE(std::equal(complete.image->luma.row(0), complete.image->luma.row(0) + 320,
                           photo.image->luma.row(0)));
    if (percent <= 90) {
      EXPECT_EQ(photo.image->luma.row(479)[0], 128) << percent;
    }
  }
}

TEST(JpegDamage, ATruncatedProgressivePhotoIsThereInLessDetail) {
  const Bytes file =
      test::cut(test::make_jpeg({.width = 320, .height = 480, .progressive = true}), 60);
  const DecodedPhoto photo = decode_jpeg(file, {});
  ASSERT_TRUE(photo.image);
  ASSERT_NE(find(photo, ProblemKind::kTruncated), nullptr);
  EXPECT_EQ(find(photo, ProblemKind::kTruncated)->offset, file.size());
}

TEST(JpegDamage, AFileThatEndsInItsHeaderIsTruncatedWithoutPixels) {
  const Bytes whole = test::make_jpeg({});
  for (const std::size_t size : {3U, 20U, 200U}) {
    const DecodedPhoto photo = decode_jpeg(std::span(whole).first(size), {});
    EXPECT_FALSE(photo.image) << size;
    ASSERT_EQ(photo.problems.size(), 1U) << size;
    EXPECT_EQ(photo.problems[0].kind, ProblemKind::kTruncated) << size;
    EXPECT_EQ(photo.problems[0].offset, size);
  }
}

TEST(JpegDamage, AMissingEndMarkAloneLeavesThePictureWhole) {
  for (const bool progressive : {false, true}) {
    Bytes file = test::make_jpeg({.progressive = progressive});
    const DecodedPhoto whole = decode_jpeg(file, {});
    file.pop_back();
    file.pop_back();
    const DecodedPhoto photo = decode_jpeg(file, {});
    ASSERT_TRUE(photo.image);
    ASSERT_EQ(photo.problems.size(), 1U);
    EXPECT_EQ(photo.problems[0].kind, ProblemKind::kTruncated);
    EXPECT_NE(photo.problems[0].message.find("without the mark"), std::string::npos);
    for (std::size_t y = 0; y < photo.height; ++y)
      ASSERT_TRUE(std::equal(whole.image->luma.row(y), whole.image->luma.row(y) + photo.width,
                             photo.image->luma.row(y)));
  }
}

TEST(JpegDamage, AnEndMarkTooEarlyIsCorruptAtThatPlace) {
  Bytes file = test::make_jpeg({.width = 320, .height = 240});
  const std::size_t middle = file.size() / 2;
  file[middle] = 0xFF;
  file[middle + 1] = 0xD9;
  const DecodedPhoto photo = decode_jpeg(file, {});
  ASSERT_TRUE(photo.image);
  const DecodeProblem* problem = find(photo, ProblemKind::kCorrupt);
  ASSERT_NE(problem, nullptr);
  EXPECT_NEAR(static_cast<double>(*problem->offset), static_cast<double>(middle), 64);
}

TEST(JpegDamage, OverwrittenScanDataAreCorrupt) {
  Bytes file = test::make_jpeg({.width = 320, .height = 240, .restart_rows = 2});
  const std::size_t begin = scan_begin(file);
  const std::size_t at = begin + (file.size() - begin) / 3;
  std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(at), 600, std::uint8_t{0xAA});
  const DecodedPhoto photo = decode_jpeg(file, {});
  ASSERT_TRUE(photo.image);
  const DecodeProblem* problem = find(photo, ProblemKind::kCorrupt);
  ASSERT_NE(problem, nullptr);
  EXPECT_GE(*problem->offset, at);
}

// Each of these is written by cameras or editors, and every viewer shows the picture.
TEST(JpegDamage, HarmlessOdditiesAreNoProblem) {
  const Bytes whole = test::make_jpeg({});
  const std::size_t begin = scan_begin(whole);
  Bytes trailing = whole;
  trailing.resize(whole.size() + 5000, 0x5A);
  Bytes second = whole;  // a second picture behind the first, as in MPO
  second.insert(second.end(), whole.begin(), whole.end());
  const Bytes zeros(32, 0);
  Bytes padded = whole;
  padded.insert(padded.end() - 2, zeros.begin(), zeros.end());
  const Bytes ones(7, 0xFF);
  Bytes filled = whole;
  filled.insert(filled.end() - 2, ones.begin(), ones.end());
  Bytes odd_scan = whole;  // Ss, Se of a sequential scan (libvips issue 2309)
  odd_scan[begin - 3] = 0;
  odd_scan[begin - 2] = 0;
  Bytes header_noise = whole;
  const Bytes noise{1, 2, 3};
  header_noise.insert(header_noise.begin() + 20, noise.begin(), noise.end());
  struct Case {
    const char* name;
    const Bytes& file;
  };
  for (const Case& c :
       {Case{"trailing", trailing}, Case{"second", second}, Case{"padded", padded},
        Case{"filled", filled}, Case{"odd scan", odd_scan}, Case{"header noise", header_noise}}) {
    const DecodedPhoto photo = decode_jpeg(c.file, {});
    EXPECT_TRUE(photo.image) << c.name;
    EXPECT_TRUE(photo.problems.empty()) << c.name << ": " << photo.problems[0].message;
  }
}

TEST(JpegDamage, BytesBetweenScanAndEndMarkThatAreNoPaddingAreCorrupt) {
  Bytes file = test::make_jpeg({});
  const Bytes noise{0x12, 0x34, 0x56, 0x78, 0x12, 0x34, 0x56, 0x78, 0x12, 0x34};
  file.insert(file.end() - 2, noise.begin(), noise.end());
  EXPECT_NE(find(decode_jpeg(file, {}), ProblemKind::kCorrupt), nullptr);
}

TEST(JpegDamage, ABrokenTableBeforeTheFirstRowIsUndecodable) {
  Bytes file = test::make_jpeg({});
  for (std::size_t i = 0; i + 6 < file.size(); ++i)
    if (file[i] == 0xFF && file[i + 1] == 0xC4)
      std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(i) + 5, 16, std::uint8_t{0xFF});
  const DecodedPhoto photo = decode_jpeg(file, {});
  EXPECT_FALSE(photo.image);
  EXPECT_NE(find(photo, ProblemKind::kUndecodable), nullptr);
}

}  // namespace
}  // namespace photosieve
