// is_technical(): whether a keyword speaks of the camera or the file and not of what is seen.
//
// Source: Adobe Stock contributor help, titles and keywords: no camera specifications, no content
// types. "camera" and "lens" alone are not in it: they may be what is seen.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace photosieve {

// `words` as as_words() of model/name_list.h gives them: "f/2.8" is "f 2 8".
[[nodiscard]] bool is_technical(std::string_view words);

}  // namespace photosieve
