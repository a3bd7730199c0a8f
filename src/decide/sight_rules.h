// Rules about what networks saw: faces, text, and a date among the text.
//
// They warn or label and never reject (model/profile_reader refuses a profile that would have them
// reject). Where nobody looked nothing is found, and nothing is passed: the measures have no value.
// Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/rules.h"

namespace photosieve {

[[nodiscard]] Answer recognisable_face(const Question& question);
// Lines that are told as a date are not told as text as well.
[[nodiscard]] Answer readable_text(const Question& question);
[[nodiscard]] Answer date_burnt_in(const Question& question);

}  // namespace photosieve
