// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tally.h"

#include <fmt/format.h>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr std::uint8_t bit(Category category) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(category));
}

// Adds (or with -1 takes away) one photo for each category that rejects it.
void count_issues(std::uint8_t bits, int by, IssueCounts& issues) {
  const auto add = [&](Category category, std::uint32_t& count) {
    if ((bits & bit(category)) != 0) count += static_cast<std::uint32_t>(by);
  };
  add(Category::kQuality, issues.quality);
  add(Category::kDefect, issues.defect);
  add(Category::kSimilarity, issues.similarity);
  add(Category::kCompliance, issues.compliance);
}

}  // namespace

void count_result(const PhotoResult& result, PhotoTable& photos, Session& session) {
  PhotoState& state = photos.state(result.n);
  if (state.judged) {
    count_issues(state.issues, -1, session.issues);
    --(state.approved ? session.approved : session.rejected);
  } else {
    ++session.processed;
  }
  state.judged = true;
  state.own_approved = result.decision == Decision::kApproved;
  state.approved = state.own_approved;
  state.issues = state.approved ? 0 : (rejecting_categories(result.findings) & 0xFU);
  // A copy that was made is of the bytes that were judged before.
  if (state.staged) state.leftover = true;
  state.staged = false;
  state.again = false;
  state.copy_failed = false;
  count_issues(state.issues, +1, session.issues);
  ++(state.approved ? session.approved : session.rejected);
}

void count_review(std::uint32_t n, PhotoTable& photos, Session& session) {
  PhotoState& state = photos.state(n);
  if ((state.issues & bit(Category::kSimilarity)) != 0) return;
  state.issues = static_cast<std::uint8_t>(state.issues | bit(Category::kSimilarity)) & 0xFU;
  ++session.issues.similarity;
  if (!state.approved) return;
  state.approved = false;
  --session.approved;
  ++session.rejected;
}

void count_restored(std::uint32_t n, const PhotoTable& photos, Session& session) {
  const PhotoState& state = photos.state(n);
  if (!state.judged) return;
  ++session.processed;
  ++(state.approved ? session.approved : session.rejected);
  count_issues(state.issues, +1, session.issues);
}

std::string photos_in_words(std::uint32_t count) {
  return fmt::format("{} photo{}", human_count(count), count == 1 ? "" : "s");
}

}  // namespace photosieve
