// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/flow.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

using Lines = std::vector<std::string>;
constexpr Style kPlain{};

TEST(Flow, TakesTheLongFormsWhileTheyFitThenTheShortOnesThenMoreLines) {
  const std::vector<FlowPart> parts{
      {"812 approved", "812"}, {"so far", ""}, {"190 rejected", "190"}};
  EXPECT_EQ(flow_lines(parts, 34, kPlain), Lines{"812 approved  so far  190 rejected"});
  EXPECT_EQ(flow_lines(parts, 33, kPlain), Lines{"812 approved  190 rejected"});
  EXPECT_EQ(flow_lines(parts, 25, kPlain), Lines{"812  190"});
  EXPECT_EQ(flow_lines(parts, 8, kPlain), Lines{"812  190"});
  EXPECT_EQ(flow_lines(parts, 7, kPlain), (Lines{"812", "190"}));
  EXPECT_EQ(flow_lines(parts, 2, kPlain), (Lines{"…2", "…0"}));
  EXPECT_EQ(flow_lines({}, 20, kPlain), Lines{});
  EXPECT_EQ(flow_lines({{"only if there is room", ""}}, 5, kPlain), Lines{});
}

TEST(Flow, ColoursTakeNoColumns) {
  const Style colours{.colours = true};
  EXPECT_EQ(flow_lines({{"ab", "ab", Colour::kRed}, {"cd", "cd"}}, 6, colours),
            Lines{"\x1b[31mab\x1b[0m  cd"});
}

}  // namespace
}  // namespace photosieve
