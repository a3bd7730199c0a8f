// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/name_list.h"

#include <algorithm>

#include "model/built_in_profiles.h"

namespace photosieve {

std::string as_words(std::string_view text) {
  std::string words;
  bool gap = false;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                        static_cast<unsigned char>(c) >= 0x80;
    if (c == '\'') continue;  // "Levi's" is "levis"
    if (!letter) {
      gap = true;
      continue;
    }
    if (gap && !words.empty()) words += ' ';
    gap = false;
    words += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return words;
}

std::vector<std::string> names_of_list(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    const std::string_view line = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    std::string name = as_words(line.substr(0, line.find('#')));
    if (!name.empty()) names.push_back(std::move(name));
  }
  return names;
}

const std::vector<std::string>& built_in_names() {
  static const std::vector<std::string> names = names_of_list(kBuiltInNames);
  return names;
}

}  // namespace photosieve
