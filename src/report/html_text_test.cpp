// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/html_text.h"

#include <gtest/gtest.h>

namespace photosieve {
namespace {

TEST(HtmlText, NothingFromOutsideIsMoreThanText) {
  EXPECT_EQ(html_escaped("<script>alert('1')</script>&\""),
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;");
  EXPECT_EQ(html_escaped("a\xff\x1b\n\xE2\x80\xAE.jpg"), "a\uFFFD\uFFFD\uFFFD\uFFFD.jpg");
  EXPECT_EQ(html_escaped("น้ำตก 写真"), "น้ำตก 写真");
}

TEST(HtmlText, ElementsAreClosed) {
  HtmlText page;
  page.element("td", "<b>", "num").raw("<hr>").name("a&b").text("'");
  EXPECT_EQ(page.take(), "<td class=\"num\">&lt;b&gt;</td><hr><bdi>a&amp;b</bdi>&#39;");
}

}  // namespace
}  // namespace photosieve
