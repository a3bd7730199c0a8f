// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/heif_references.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace photosieve {
namespace {

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  while (bytes-- > 0) text += static_cast<char>(value >> (8 * bytes) & 0xff);
  return text;
}

std::string box(const std::string& name, const std::string& body) {
  return number(body.size() + 8, 4) + name + body;
}

using References = std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>>;

std::string file_with(const References& references, const std::string& kind, int version) {
  const int id = version == 0 ? 2 : 4;
  std::string boxes;
  for (const auto& [from, to] : references) {
    std::string body = number(from, id) + number(to.size(), 2);
    for (const std::uint32_t part : to) body += number(part, id);
    boxes += box(kind, body);
  }
  const std::string iref =
      box("iref", number(static_cast<std::uint64_t>(version), 1) + number(0, 3) + boxes);
  return box("ftyp", "heic1234") + box("meta", number(0, 4) + box("pitm", "123456") + iref);
}

bool made_of_itself(const std::string& file) {
  return is_made_of_itself({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
}

TEST(HeifReferences, CirclesAreFoundWhereverTheyClose) {
  References chain;
  for (std::uint32_t i = 1; i < 15; ++i) chain.push_back({i, {i + 1}});
  References too_long = chain;
  for (std::uint32_t i = 15; i < 18; ++i) too_long.push_back({i, {i + 1}});
  struct Case {
    const char* what;
    References references;
    bool circle;
  };
  const std::vector<Case> cases{
      {"none", {}, false},
      {"a grid", {{9, {1, 2, 3, 4}}}, false},
      {"a grid of one tile", {{9, {1, 1, 1, 1}}}, false},
      {"a crop of a grid, both of the same tiles", {{10, {9, 1}}, {9, {1, 2}}}, false},
      {"of itself", {{2, {1, 2}}}, true},
      {"of each other", {{1, {2}}, {2, {3}}, {3, {1}}}, true},
      {"behind a grid", {{9, {1, 2}}, {1, {7}}, {7, {8}}, {8, {7}}}, true},
      {"a long chain", chain, false},
      {"a chain that is no picture's", too_long, true},
  };
  for (const Case& c : cases)
    for (const int version : {0, 1}) {
      EXPECT_EQ(made_of_itself(file_with(c.references, "dimg", version)), c.circle) << c.what;
      EXPECT_FALSE(made_of_itself(file_with(c.references, "thmb", version))) << c.what;
    }
}

TEST(HeifReferences, WhatIsCutIsReadAsFarAsItGoes) {
  const std::string whole = file_with({{2, {1, 2}}}, "dimg", 0);
  EXPECT_TRUE(made_of_itself(whole));
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(made_of_itself(whole.substr(0, size))) << size;
}

TEST(HeifReferences, SoManyThatNoFileHasThemAreRefused) {
  References many;
  for (std::uint32_t i = 1; i <= 60'000; ++i) many.push_back({100'000 + i, {1, 2}});
  EXPECT_TRUE(made_of_itself(file_with(many, "dimg", 1)));
  const std::vector<std::uint32_t> wide(60'000, 1);
  EXPECT_TRUE(made_of_itself(file_with({{8, wide}, {9, wide}}, "dimg", 1)));
}

}  // namespace
}  // namespace photosieve
