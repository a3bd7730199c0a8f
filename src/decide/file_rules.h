// Rules about the file itself: its format, its colours, what it tells of people and of machines.
//
// Each answers a question of rules.h; the table there has them all. Where no metadata was read
// nothing is found. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/rules.h"

namespace photosieve {

[[nodiscard]] Answer format_not_jpeg(const Question& question);
// Any named or custom space that is not sRGB (Rec. 709, which differs in its curve alone, counts
// as sRGB), CMYK and Lab.
[[nodiscard]] Answer colour_space_not_srgb(const Question& question);
// An RGB picture that does not tell its space, neither by a profile nor by Exif.
[[nodiscard]] Answer colour_profile_missing(const Question& question);
[[nodiscard]] Answer colour_profile_broken(const Question& question);
[[nodiscard]] Answer greyscale(const Question& question);
[[nodiscard]] Answer metadata_broken(const Question& question);
// A position of exactly 0, 0 is a receiver that found none.
[[nodiscard]] Answer position_in_metadata(const Question& question);
[[nodiscard]] Answer private_fields(const Question& question);
[[nodiscard]] Answer ai_generated(const Question& question);
[[nodiscard]] Answer ai_edited(const Question& question);
[[nodiscard]] Answer thumbnail_unlike(const Question& question);

// A finding of that code without a number; the message is kept to what a finding may hold.
[[nodiscard]] Answer stated(FindingCode code, const std::string& message);
// The same with a value held against a limit.
[[nodiscard]] Answer counted(FindingCode code, double value, double limit, double margin,
                             const std::string& message);

}  // namespace photosieve
