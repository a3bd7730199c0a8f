// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/html_text.h"

#include "base/text.h"

namespace photosieve {

std::string html_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

HtmlText& HtmlText::element(std::string_view tag, std::string_view text, std::string_view kind) {
  raw("<").raw(tag);
  if (!kind.empty()) raw(" class=\"").text(kind).raw("\"");
  return raw(">").text(text).raw("</").raw(tag).raw(">");
}

}  // namespace photosieve
