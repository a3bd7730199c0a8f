// camera_name(): a camera's maker and model as one name, as people say it.
//
// "NIKON CORPORATION" and "NIKON D850" are "NIKON D850", "OLYMPUS IMAGING CORP." and "E-M1" are
// "OLYMPUS E-M1": what says only that the maker is a company is left out, and a maker that the
// model begins with. "" where neither is known. Exif writes both as the maker likes.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace photosieve {

[[nodiscard]] std::string camera_name(std::string_view make, std::string_view model);

}  // namespace photosieve
