// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/profile_source.h"

#include <filesystem>
#include <fstream>

#include "model/built_in_profiles.h"

namespace photosieve {

bool is_profile_path(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(".toml");
}

std::optional<std::string_view> built_in_profile_text(std::string_view name) {
  for (std::size_t i = 0; i < kBuiltInProfileNames.size(); ++i)
    if (kBuiltInProfileNames[i] == name) return kBuiltInProfileTexts[i];
  return std::nullopt;
}

std::optional<std::string> profile_text_file(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text(kLongestProfileFile + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace photosieve
