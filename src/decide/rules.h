// Rules: for every finding code that a photo alone can have, how it is asked and what it says.
//
// Those about metadata are in text_rules.h (title, keywords, names) and file_rules.h (format,
// colour, what is private, AI marks); those about what software left in the pixels in
// trace_rules.h. The limits come from the profile (model/profile.h); the table holds which measure
// is compared, in which direction, and the sentence. Codes of other stages (similarity;
// decoder_failed and unreadable, which the pipeline finds) are not in it. Threads: pure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "decide/verdict.h"

namespace photosieve {

// What a rule sees. `whole` is false when a part of the picture is missing or broken: then
// nothing is said about the quality of its pixels.
struct Question {
  const PhotoFacts& facts;
  const Evidence& evidence;
  const Rule& rule;
  bool whole;
  const Profile& profile;
};

struct Answer {
  std::optional<Finding> finding;  // severity is filled in by the caller
  // How far the photo is from the limit, in units of the limit; negative when it is beyond it.
  // Nothing when there was nothing to compare.
  std::optional<double> margin;
  // Found, but so near to the limit that a rejecting rule only warns.
  bool near = false;
};

struct RuleEntry {
  FindingCode code;
  Answer (*ask)(const Question& question);
};

// In the order of FindingCode.
[[nodiscard]] std::span<const RuleEntry> all_rules();

}  // namespace photosieve
