// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/camera_name.h"

#include <algorithm>
#include <array>
#include <vector>

namespace photosieve {
namespace {

// In capitals. Source: the makers' own files.
constexpr std::array<std::string_view, 17> kCompany{
    "AG",          "CAMERA",  "CO",   "COMPANY",  "COMPUTER",    "CORP",
    "CORPORATION", "DIGITAL", "ELEC", "ELECTRIC", "GMBH",        "IMAGING",
    "INC",         "LIMITED", "LTD",  "OPTICAL",  "TECHNOLOGIES"};

std::string capitals(std::string_view text) {
  std::string result(text);
  for (char& letter : result)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return result;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" ,"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool of_a_company(std::string_view word) {
  while (word.ends_with('.')) word.remove_suffix(1);
  const std::string plain = capitals(word);
  return std::find(kCompany.begin(), kCompany.end(), plain) != kCompany.end();
}

}  // namespace

std::string camera_name(std::string_view make, std::string_view model) {
  std::vector<std::string_view> maker = words_of(make);
  while (maker.size() > 1 && of_a_company(maker.back())) maker.pop_back();
  std::string name;
  for (const std::string_view word : maker) name.append(name.empty() ? "" : " ").append(word);
  if (model.empty()) return name;
  // "EASTMAN KODAK" makes the "KODAK Z740".
  const std::vector<std::string_view> words = words_of(model);
  const std::string first = words.empty() ? "" : capitals(words[0]);
  const bool names_maker = std::any_of(
      maker.begin(), maker.end(), [&](std::string_view word) { return capitals(word) == first; });
  if (maker.empty() || names_maker) return std::string(model);
  return name.append(" ").append(model);
}

}  // namespace photosieve
