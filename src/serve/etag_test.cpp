// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/etag.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(Etag, MatchesAnyTagOfTheListWeakly) {
  struct Case {
    const char* header;
    bool matches;
  };
  for (const Case& c : {Case{"\"a-1\"", true}, Case{"W/\"a-1\"", true}, Case{"*", true},
                        Case{"\"x\", \"a-1\"", true}, Case{" \"x\" ,\t\"a-1\" ", true},
                        Case{"", false}, Case{"a-1", false}, Case{"\"a-12\"", false},
                        Case{"\"A-1\"", false}, Case{"w/\"a-1\"", false}, Case{",,,", false}})
    EXPECT_EQ(etag_matches(c.header, "\"a-1\""), c.matches) << c.header;
}

}  // namespace
}  // namespace photosieve
