// Rules about what the photographer wrote: title and keywords, and names in them.
//
// Each answers a question of rules.h; the table there has them all. Words are compared in lower
// case; a plural is taken for its singular by English rules, which is all that is claimed.
// Characters are Unicode code points. Where no metadata was read nothing is found. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decide/rules.h"

namespace photosieve {

// No title, no keywords, or neither: most photographers write them while they upload.
[[nodiscard]] Answer metadata_missing(const Question& question);
[[nodiscard]] Answer title_long(const Question& question);
[[nodiscard]] Answer title_too_long(const Question& question);
// At least so many parts between commas, of two words or fewer each on average.
[[nodiscard]] Answer title_is_list(const Question& question);
// A year from 1900 to 2099 as a word of its own.
[[nodiscard]] Answer title_has_date(const Question& question);
[[nodiscard]] Answer title_names_ai(const Question& question);
// Of the title's words of four letters and more too few stand in the keywords; asked where there
// are at least three such words and five keywords.
[[nodiscard]] Answer title_not_in_keywords(const Question& question);
[[nodiscard]] Answer keywords_too_few(const Question& question);
[[nodiscard]] Answer keywords_too_many(const Question& question);
[[nodiscard]] Answer keywords_repeated(const Question& question);
// Camera settings ("f/2.8", "50mm", "ISO 100") and what kind of file it is ("stock photo").
[[nodiscard]] Answer keywords_technical(const Question& question);
// Names of the built-in list and of the profile's own, as whole words.
[[nodiscard]] Answer names_in_metadata(const Question& question);

// "Foxes" and "fox" are one: words in lower case, each without a plural's ending.
[[nodiscard]] std::string singular_words(std::string_view text);

}  // namespace photosieve
