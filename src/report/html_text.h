// HtmlText: a page, made piece by piece, in which nothing from outside can be more than text.
//
// raw() is for what this program writes itself; everything else goes through text() or attribute
// values, where & < > " ' are escaped, invalid UTF-8 and controls (also those that turn the
// direction of text) become U+FFFD.
// Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace photosieve {

// Text as it may stand between tags and in a quoted attribute.
[[nodiscard]] std::string html_escaped(std::string_view text);

class HtmlText {
 public:
  HtmlText& raw(std::string_view html) {
    page_ += html;
    return *this;
  }
  HtmlText& text(std::string_view text) { return raw(html_escaped(text)); }
  // <tag class="kind">text</tag>; without a class where `kind` is "".
  HtmlText& element(std::string_view tag, std::string_view text, std::string_view kind = {});
  // A name or path: kept apart from the text around it, whichever way its script runs.
  HtmlText& name(std::string_view name) { return element("bdi", name); }

  [[nodiscard]] std::string take() { return std::move(page_); }

 private:
  std::string page_;
};

}  // namespace photosieve
