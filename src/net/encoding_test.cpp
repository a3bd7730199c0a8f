// SPDX-License-Identifier: Apache-2.0
#include "net/encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace photosieve::net {
namespace {

std::string hex(std::string_view bytes) {
  std::string text;
  for (const std::uint8_t byte : sha1(bytes)) {
    text.push_back("0123456789abcdef"[byte >> 4]);
    text.push_back("0123456789abcdef"[byte & 15]);
  }
  return text;
}

// The examples of FIPS 180-4, and lengths around a block's end.
TEST(Sha1, GivesThePublishedDigests) {
  EXPECT_EQ(hex(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(hex(std::string(1'000'000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST(Base64, GoesThereAndBack) {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""},        {"f", "Zg=="},          {"fo", "Zm8="},
      {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}, {"\xff\xfe", "//4="}};
  for (const auto& [bytes, text] : cases) {
    EXPECT_EQ(base64_encode(bytes), text);
    EXPECT_EQ(base64_decode(text), bytes);
  }
  EXPECT_EQ(base64_decode("Zg"), "f");
  for (const char* bad : {"Z", "Zg=x", "Z===", "Z g=", "====", "Zg=\xff"})
    EXPECT_FALSE(base64_decode(bad).has_value()) << bad;
}

TEST(PercentCode, GoesThereAndBack) {
  EXPECT_EQ(percent_decode("%2Fa+b%c3%A4%"), "/a b\xc3\xa4%");
  EXPECT_EQ(percent_decode("%zz%4"), "%zz%4");
  EXPECT_EQ(percent_encode("/a b\xc3\xa4~"), "%2Fa%20b%C3%A4~");
}

TEST(QueryValue, FindsTheFirstOfItsName) {
  EXPECT_EQ(query_value("EIO=4&sid=a%20b&sid=c", "sid"), "a b");
  EXPECT_EQ(query_value("EIO=4", "EIO"), "4");
  EXPECT_EQ(query_value("a&b=1", "a"), "");
  EXPECT_EQ(query_value("xa=1&&a=2&", "a"), "2");
  EXPECT_FALSE(query_value("ab=1", "a").has_value());
  EXPECT_FALSE(query_value("", "a").has_value());
}

TEST(IsUtf8, IsStrict) {
  for (const char* good : {"", "plain text of some length", "\xc2\x80", "\xe0\xa0\x80",
                           "\xed\x9f\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf",
                           "12345678\xc3\xa4"
                           "12345678"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* bad :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xc3", "\xe2\x82", "12345678\xff", "\xe2\x28\xa1"})
    EXPECT_FALSE(is_utf8(bad)) << bad;
}

TEST(EqualIgnoringCase, FoldsAsciiLettersOnly) {
  EXPECT_TRUE(equal_ignoring_case("Upgrade", "uPGRADE"));
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
  EXPECT_FALSE(equal_ignoring_case("@", "`"));
}

}  // namespace
}  // namespace photosieve::net
