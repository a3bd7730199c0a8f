// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/similarity.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <vector>

#include "decide/hash_search.h"

namespace photosieve {
namespace {

// Which photo holds some content: open addressing over uniform hashes, about 40 bytes a photo.
class ContentTable {
 public:
  // 0: none.
  [[nodiscard]] std::uint32_t find(const Hash128& content) const {
    return slots_.empty() ? 0 : slots_[place_of(content)].n;
  }

  void add(const Hash128& content, std::uint32_t n) {
    if (3 * (count_ + 1) > 2 * slots_.size()) grow();
    slots_[place_of(content)] = {content, n};
    ++count_;
  }

 private:
  struct Slot {
    Hash128 content;
    std::uint32_t n = 0;  // 0: free
  };

  [[nodiscard]] std::size_t place_of(const Hash128& content) const {
    std::size_t i = content.low & (slots_.size() - 1);
    while (slots_[i].n != 0 && slots_[i].content != content) i = (i + 1) & (slots_.size() - 1);
    return i;
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 64 : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.n != 0) slots_[place_of(slot.content)] = slot;
  }

  std::vector<Slot> slots_;  // a power of two
  std::size_t count_ = 0;
};

constexpr std::array<std::string_view, 8> kTurns{"",
                                                 ", turned by 90 degrees",
                                                 ", turned by 180 degrees",
                                                 ", turned by 270 degrees",
                                                 ", mirrored",
                                                 ", mirrored",
                                                 ", mirrored and turned",
                                                 ", mirrored and turned"};

}  // namespace

struct SimilarityWalk::Kept {
  Rule identical;
  Rule near;
  ContentTable contents;
  HashSearch hashes;

  [[nodiscard]] bool has_usable_hash(const Candidate& candidate) const {
    return candidate.fingerprint &&
           static_cast<double>(candidate.fingerprint->quality) >= near.limits[1];
  }
};

SimilarityWalk::SimilarityWalk(const Profile& profile) : kept_(std::make_unique<Kept>()) {
  kept_->identical = profile.rule(FindingCode::kIdenticalFile);
  kept_->near = profile.rule(FindingCode::kNearCopy);
}

SimilarityWalk::~SimilarityWalk() = default;

SimilarityDecision SimilarityWalk::next(const Candidate& candidate) {
  SimilarityDecision decision;
  if (kept_->identical.enabled && candidate.content) {
    const std::uint32_t same = kept_->contents.find(*candidate.content);
    if (same != 0) {
      decision.group = same;
      decision.finding = Finding{FindingCode::kIdenticalFile,
                                 kept_->identical.severity,
                                 std::nullopt,
                                 std::nullopt,
                                 fmt::format("The same file as photo {}, byte for byte", same),
                                 std::nullopt};
      return decision;
    }
  }
  if (kept_->near.enabled && kept_->has_usable_hash(candidate)) {
    const int radius = static_cast<int>(kept_->near.limits[0]);
    const NearestHash nearest = kept_->hashes.nearest(candidate.fingerprint->variants, radius);
    if (nearest.n != 0) {
      decision.group = nearest.n;
      decision.finding = Finding{
          FindingCode::kNearCopy,
          kept_->near.severity,
          static_cast<double>(nearest.distance),
          static_cast<double>(radius),
          fmt::format("Nearly the same picture as photo {}{}: {} of 256 bits differ (a copy "
                      "up to {})",
                      nearest.n, kTurns[nearest.turn], nearest.distance, radius),
          std::nullopt};
      return decision;
    }
  }
  if (candidate.own != Decision::kApproved) return decision;
  if (candidate.content) kept_->contents.add(*candidate.content, candidate.n);
  if (kept_->has_usable_hash(candidate))
    kept_->hashes.add(candidate.fingerprint->variants[0], candidate.n);
  return decision;
}

}  // namespace photosieve
