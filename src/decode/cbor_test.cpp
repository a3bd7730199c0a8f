// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/cbor.h"

#include <gtest/gtest.h>

#include <string>

#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;

struct Told {
  bool good;
  std::string all;
};

Told walked(const Bytes& bytes) {
  Told told;
  told.good = walk_cbor(bytes, [&](std::string_view key, std::string_view text) {
    told.all += std::string(key) + "=" + std::string(text) + " ";
  });
  return told;
}

TEST(Cbor, TextsAreToldWithTheKeyTheyStandUnder) {
  const struct {
    Bytes bytes;
    const char* told;
  } cases[] = {
      {cbor_text("a"), "=a "},
      {joined({{0xA1}, cbor_text("k"), cbor_text("v")}), "k=v "},
      {joined({{0xA1}, cbor_text("k"), {0x82}, cbor_text("v"), cbor_text("w")}), "k=v k=w "},
      {joined({{0xA1}, cbor_text("k"), {0xA1}, cbor_text("m"), cbor_text("v")}), "m=v "},
      {joined({{0xBF}, cbor_text("k"), {0xC0}, cbor_text("v"), {0xFF}}), "k=v "},
      {joined({{0x9F}, cbor_text("v"), {0x01, 0x20, 0xF6, 0xFB}, Bytes(8), {0xFF}}), "=v "},
      {joined({{0x7F}, cbor_text("v"), cbor_text("w"), {0xFF}}), "=v "},
      {joined({{0xA1, 0x01}, cbor_text("v")}), "=v "},
      {{0x42, 1, 2}, ""},
  };
  for (const auto& one : cases) {
    const Told told = walked(one.bytes);
    EXPECT_TRUE(told.good) << one.told;
    EXPECT_EQ(told.all, one.told);
  }
}

TEST(Cbor, WhatIsCutNestedOrEndlessIsRefused) {
  Bytes deep(100'000, 0x81);
  Bytes tags(100'000, 0xC0);
  const Bytes bad[] = {{},
                       {0x62, 'a'},
                       {0x7B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF},
                       {0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF},
                       {0xBF, 0x01},
                       {0x1C},
                       {0xFF},
                       {0x1F},
                       deep,
                       tags};
  for (const Bytes& one : bad) EXPECT_FALSE(walked(one).good);
}

}  // namespace
}  // namespace photosieve
