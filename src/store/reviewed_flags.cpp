// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reviewed_flags.h"

namespace photosieve {

void ReviewedFlags::forget(std::uint32_t n, bool own_approved) {
  blocks_[block_of(n)].forgotten.push_back({place_of(n), own_approved});
}

void ReviewedFlags::find(std::uint32_t n, const Finding& finding) {
  blocks_[block_of(n)].found.push_back(
      {place_of(n), finding.severity == Severity::kReject, finding_key(finding, true)});
}

std::vector<std::uint32_t> ReviewedFlags::blocks() const {
  std::vector<std::uint32_t> all;
  all.reserve(blocks_.size());
  for (const auto& [block, changes] : blocks_) all.push_back(block);
  return all;
}

void ReviewedFlags::apply(std::uint32_t block, BlockFlags& flags) const {
  const auto changes = blocks_.find(block);
  if (changes == blocks_.end()) return;
  for (const Forgotten& one : changes->second.forgotten) {
    flags.approved.set(one.place, one.own_approved);
    for (auto& [key, photos] : flags.findings)
      if (is_of_review(key)) photos.set(one.place, false);
  }
  for (const Found& one : changes->second.found) {
    flags.findings[one.key].set(one.place);
    if (one.rejects) flags.approved.set(one.place, false);
  }
}

}  // namespace photosieve
