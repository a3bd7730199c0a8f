// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/technical_words.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace photosieve {
namespace {

// Sorted.
constexpr auto kWords = std::to_array<std::string_view>({"3d render",
                                                         "4k",
                                                         "8k",
                                                         "adobe rgb",
                                                         "aperture",
                                                         "aps c",
                                                         "clipart",
                                                         "crop sensor",
                                                         "digital camera",
                                                         "dslr",
                                                         "exif",
                                                         "focal length",
                                                         "footage",
                                                         "full frame",
                                                         "full hd",
                                                         "hd",
                                                         "hdr",
                                                         "hi res",
                                                         "high quality",
                                                         "high res",
                                                         "high resolution",
                                                         "image",
                                                         "images",
                                                         "iso",
                                                         "jpeg",
                                                         "jpg",
                                                         "macro lens",
                                                         "megapixel",
                                                         "megapixels",
                                                         "mirrorless",
                                                         "photo",
                                                         "photograph",
                                                         "photography",
                                                         "photos",
                                                         "picture",
                                                         "pictures",
                                                         "prime lens",
                                                         "raw file",
                                                         "shutter speed",
                                                         "srgb",
                                                         "stock image",
                                                         "stock photo",
                                                         "stock photography",
                                                         "zoom lens"});

bool digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isdigit(c) != 0 || c == ' ';
  });
}

// "50mm", "50 mm", "24mp".
bool number_with(std::string_view words, std::string_view unit) {
  if (!words.ends_with(unit)) return false;
  words.remove_suffix(unit.size());
  return digits(words);
}

}  // namespace

bool is_technical(std::string_view words) {
  if (std::binary_search(kWords.begin(), kWords.end(), words)) return true;
  if (words.starts_with("iso") && digits(words.substr(3))) return true;
  const bool stop =
      words.size() > 1 && words.size() <= 6 && words[0] == 'f' && digits(words.substr(1));
  return stop || number_with(words, "mm") || number_with(words, "mp");
}

}  // namespace photosieve
