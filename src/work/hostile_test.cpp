// Bad files through everything that judges a photo: each ends soon, with a result that holds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "decode/test_heif.h"
#include "decode/test_photos.h"
#include "decode/test_tiff.h"
#include "decode/test_webp.h"
#include "model/photo_json.h"
#include "work/judge.h"
#include "work/protocol.h"

namespace photosieve {
namespace {

using test::Bytes;

struct Sample {
  std::string name;
  Bytes bytes;
};

std::vector<Sample> samples() {
  test::JpegRecipe rgb{.stored = JCS_RGB};
  test::JpegRecipe cmyk{.channels = 4, .stored = JCS_CMYK};
  for (auto* recipe : {&rgb, &cmyk}) recipe->sampling = {{{1, 1}, {1, 1}, {1, 1}, {1, 1}}};
  return {{"jpeg", test::make_jpeg({})},
          {"jpeg 4:2:2 turned",
           test::make_jpeg({.sampling = {{{2, 1}, {1, 1}, {1, 1}}}, .exif = test::exif_block(6)})},
          {"jpeg progressive", test::make_jpeg({.progressive = true})},
          {"jpeg restarts", test::make_jpeg({.restart_rows = 1})},
          {"jpeg grey", test::make_jpeg({.channels = 1})},
          {"jpeg rgb", test::make_jpeg(rgb)},
          {"jpeg cmyk", test::make_jpeg(cmyk)},
          {"png", test::make_png({})},
          {"png 16 alpha interlaced",
           test::make_png(
               {.colour_type = PNG_COLOR_TYPE_RGB_ALPHA, .bit_depth = 16, .interlaced = true})},
          {"png palette", test::make_png({.colour_type = PNG_COLOR_TYPE_PALETTE})},
          {"png grey", test::make_png({.colour_type = PNG_COLOR_TYPE_GRAY})},
          {"webp", test::make_webp({})},
          {"webp lossless alpha", test::make_webp({.lossless = true, .alpha = true})},
          {"webp animated", test::animated_webp(160, 120,
                                                {{test::make_webp({}), 160, 120, 0, 0},
                                                 {test::make_webp({}), 160, 120, 0, 0}})},
          {"tiff", test::make_tiff({})},
          {"tiff lzw", test::make_tiff({.compression = COMPRESSION_LZW, .predictor = 2})},
          {"tiff deflate 16 tiled",
           test::make_tiff({.bits = 16, .compression = COMPRESSION_ADOBE_DEFLATE, .tile = 32})},
          {"tiff cmyk apart",
           test::make_tiff({.photometric = PHOTOMETRIC_SEPARATED, .channels = 4, .apart = true})},
          {"tiff jpeg",
           test::make_tiff({.photometric = PHOTOMETRIC_YCBCR, .compression = COMPRESSION_JPEG})},
          {"tiff pages", test::make_tiff({.pages = 3, .big = true})},
          {"heic", test::make_heif({})},
          {"heic alpha turned", test::make_heif({.alpha = true, .orientation = 6})},
          {"avif", test::make_heif({.av1 = true})}};
}

class Hostile : public testing::Test {
 protected:
  PhotoResult judged(const std::string& name, const Bytes& bytes) {
    const std::clock_t begin = std::clock();
    PhotoResult result = judge(bytes, "a.jpg", {bytes.size(), 1, 2}, 1, profile_, Mode::kSmart);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_LT(seconds, 5) << name;
    // What the coordinator would take from a worker.
    const std::string frame = encode_answer(result);
    const auto* inside = reinterpret_cast<const std::uint8_t*>(frame.data()) + kFrameHeadBytes;
    const auto back = decode_answer({inside, frame.size() - kFrameHeadBytes});
    EXPECT_TRUE(back) << name << ": " << back.error().message;
    return result;
  }

  const Profile profile_ = load_profile("adobe-stock").value();
};

bool has(const PhotoResult& result, std::initializer_list<FindingCode> codes) {
  for (const Finding& finding : result.findings)
    for (const FindingCode code : codes)
      if (finding.code == code) return true;
  return false;
}

TEST_F(Hostile, EveryTruncationIsFound) {
  for (const Sample& sample : samples()) {
    EXPECT_FALSE(has(judged(sample.name, sample.bytes),
                     {FindingCode::kTruncated, FindingCode::kCorrupt, FindingCode::kUndecodable}))
        << sample.name;
    for (const std::size_t percent : {1U, 10U, 50U, 90U, 99U}) {
      const std::string name = sample.name + " at " + std::to_string(percent) + " %";
      const PhotoResult result = judged(name, test::cut(sample.bytes, percent));
      // So early that not even the format can be told: then that is what is said.
      EXPECT_TRUE(has(result, {FindingCode::kTruncated, FindingCode::kUndecodable})) << name;
      EXPECT_EQ(result.decision, Decision::kRejected) << name;
    }
  }
}

// Each sample has tests of its own, which run side by side.
class HostileSample : public Hostile, public testing::WithParamInterface<std::size_t> {
 protected:
  const Sample sample_ = samples().at(GetParam());
};

TEST_P(HostileSample, NoFlippedBitBreaksIt) {
  std::mt19937 random(20260131);
  for (int i = 0; i < 200; ++i) {
    Bytes bytes = sample_.bytes;
    const std::size_t bit = random() % (bytes.size() * 8);
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1U << bit % 8));
    static_cast<void>(judged(sample_.name + " bit " + std::to_string(bit), bytes));
  }
}

TEST_P(HostileSample, NoOverwrittenStretchBreaksIt) {
  std::mt19937 random(77);
  for (int i = 0; i < 60; ++i) {
    Bytes bytes = sample_.bytes;
    const std::size_t at = random() % bytes.size();
    for (std::size_t j = at; j < bytes.size() && j < at + 64; ++j)
      bytes[j] = static_cast<std::uint8_t>(random());
    static_cast<void>(judged(sample_.name + " from " + std::to_string(at), bytes));
  }
}

constexpr std::size_t kSamples = 23;
INSTANTIATE_TEST_SUITE_P(Each, HostileSample, testing::Range<std::size_t>(0, kSamples));

TEST_F(Hostile, EverySampleHasItsTests) {
  EXPECT_EQ(samples().size(), kSamples);
}

TEST_F(Hostile, WhatCannotBeDecodedIsSaidToBe) {
  const Bytes text(5000, 'x');
  Bytes noise(20'000);
  std::mt19937 random(5);
  for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
  Bytes marked = noise;
  marked[0] = 0xFF;
  marked[1] = 0xD8;
  marked[2] = 0xFF;
  marked[3] = 0xE0;
  for (const Sample& sample :
       {Sample{"empty", {}}, Sample{"text", text}, Sample{"noise", noise},
        Sample{"noise as a jpeg", marked}, Sample{"a thousand scans", test::scan_bomb(1000)}}) {
    const PhotoResult result = judged(sample.name, sample.bytes);
    EXPECT_TRUE(has(result, {FindingCode::kUndecodable, FindingCode::kTruncated})) << sample.name;
    EXPECT_EQ(result.decision, Decision::kRejected) << sample.name;
  }
}

TEST_F(Hostile, AHeaderThatClaims3600MegapixelsIsTooLargeAndCostsNothing) {
  Bytes png = test::make_png({});
  const Bytes side{0, 0, 0xEA, 0x60};
  std::copy(side.begin(), side.end(), png.begin() + 16);
  std::copy(side.begin(), side.end(), png.begin() + 20);
  const PhotoResult result = judged("60,000 x 60,000", png);
  EXPECT_EQ(result.width, 60'000U);
  EXPECT_TRUE(has(result, {FindingCode::kResolutionTooHigh}));
  EXPECT_EQ(result.decision, Decision::kRejected);
}

}  // namespace
}  // namespace photosieve
