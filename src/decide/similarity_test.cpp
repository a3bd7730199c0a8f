// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/similarity.h"

#include <gtest/gtest.h>

#include <random>

namespace photosieve {
namespace {

Profile profile() {
  Profile result;
  Rule& same = result.rules[static_cast<std::size_t>(FindingCode::kIdenticalFile)];
  same.enabled = true;
  Rule& near = result.rules[static_cast<std::size_t>(FindingCode::kNearCopy)];
  near.enabled = true;
  near.limits = {31, 50, 0};
  return result;
}

class Photos {
 public:
  Candidate next(std::uint32_t n) {
    Candidate photo;
    photo.n = n;
    photo.own = Decision::kApproved;
    photo.content = Hash128{random_(), random_()};
    photo.fingerprint.emplace();
    photo.fingerprint->quality = 100;
    for (PdqHash& variant : photo.fingerprint->variants)
      variant = {random_(), random_(), random_(), random_()};
    return photo;
  }

 private:
  std::mt19937_64 random_{7};
};

PdqHash changed(PdqHash hash, int bits) {
  for (int i = 0; i < bits; ++i) hash[static_cast<std::size_t>(i % 4)] ^= 1ULL << (i / 4);
  return hash;
}

// A photo whose hash is that of another but for some bits, in one of its turns.
Candidate copy_of(const Candidate& original, std::uint32_t n, int bits, std::size_t turn = 0) {
  Photos photos;
  Candidate copy = photos.next(n);
  copy.content->low += n;
  copy.fingerprint->variants[turn] = changed(original.fingerprint->variants[0], bits);
  return copy;
}

TEST(Similarity, TheSameBytesJoinTheKeptPhoto) {
  SimilarityWalk walk(profile());
  Photos photos;
  const Candidate first = photos.next(3);
  EXPECT_FALSE(walk.next(first).finding);
  Candidate second = photos.next(8);
  second.content = first.content;
  const SimilarityDecision decision = walk.next(second);
  ASSERT_TRUE(decision.finding);
  EXPECT_EQ(decision.finding->code, FindingCode::kIdenticalFile);
  EXPECT_EQ(decision.finding->message, "The same file as photo 3, byte for byte");
  EXPECT_EQ(decision.group, 3U);
}

struct CopyCase {
  int bits;
  int quality;
  std::size_t turn;
  bool found;
};

TEST(Similarity, NearCopiesAreFoundWithinTheRadiusInAnyTurnAndOnlyByHashesThatSaySomething) {
  const CopyCase cases[] = {
      {0, 100, 0, true},  {31, 100, 0, true}, {32, 100, 0, false},
      {12, 100, 5, true}, {12, 50, 0, true},  {12, 49, 0, false},
  };
  for (const CopyCase& c : cases) {
    SCOPED_TRACE(testing::Message() << c.bits << " bits, quality " << c.quality);
    SimilarityWalk walk(profile());
    Photos photos;
    photos.next(0);
    const Candidate original = photos.next(2);
    EXPECT_FALSE(walk.next(original).finding);
    Candidate copy = copy_of(original, 4, c.bits, c.turn);
    copy.fingerprint->quality = c.quality;
    const SimilarityDecision decision = walk.next(copy);
    ASSERT_EQ(decision.finding.has_value(), c.found);
    if (!c.found) continue;
    EXPECT_EQ(decision.finding->code, FindingCode::kNearCopy);
    EXPECT_EQ(decision.finding->score, c.bits);
    EXPECT_EQ(decision.finding->threshold, 31);
    EXPECT_EQ(decision.group, 2U);
    EXPECT_EQ(decision.finding->message.find(", mirrored") != std::string::npos, c.turn == 5);
  }
}

TEST(Similarity, ThereAreNoChains) {
  // b is a copy of a, c of b but not of a: c is kept.
  SimilarityWalk walk(profile());
  Photos photos;
  photos.next(0);
  const Candidate a = photos.next(1);
  const Candidate b = copy_of(a, 2, 30);
  Candidate c = copy_of(a, 3, 50);
  c.content->low += 77;
  EXPECT_FALSE(walk.next(a).finding);
  EXPECT_TRUE(walk.next(b).finding);
  EXPECT_FALSE(walk.next(c).finding);
}

TEST(Similarity, ARejectedPhotoIsNeverTheOneThatIsKept) {
  SimilarityWalk walk(profile());
  Photos photos;
  photos.next(0);
  Candidate rejected = photos.next(1);
  rejected.own = Decision::kRejected;
  EXPECT_FALSE(walk.next(rejected).finding);
  EXPECT_FALSE(walk.next(copy_of(rejected, 2, 3)).finding);
}

TEST(Similarity, APhotoWithoutPixelsOrHashIsComparedByWhatItHas) {
  SimilarityWalk walk(profile());
  Photos photos;
  Candidate bare = photos.next(1);
  bare.fingerprint.reset();
  EXPECT_FALSE(walk.next(bare).finding);
  bare.n = 2;
  EXPECT_EQ(walk.next(bare).group, 1U);
  bare.content.reset();
  EXPECT_FALSE(walk.next(bare).finding);
}

TEST(Similarity, RulesThatAreOffFindNothing) {
  SimilarityWalk walk{Profile{}};
  Photos photos;
  const Candidate first = photos.next(1);
  Candidate second = first;
  second.n = 2;
  EXPECT_FALSE(walk.next(first).finding);
  EXPECT_FALSE(walk.next(second).finding);
}

TEST(Similarity, ManyContentsAreAllRemembered) {
  Profile only_bytes = profile();
  only_bytes.rules[static_cast<std::size_t>(FindingCode::kNearCopy)].enabled = false;
  SimilarityWalk walk(only_bytes);
  Photos photos;
  std::vector<Candidate> all;
  for (std::uint32_t n = 1; n <= 3000; ++n) {
    all.push_back(photos.next(n));
    ASSERT_FALSE(walk.next(all.back()).finding);
  }
  for (Candidate& photo : all) {
    const std::uint32_t kept = photo.n;
    photo.n += 10000;
    ASSERT_EQ(walk.next(photo).group, kept);
  }
}

}  // namespace
}  // namespace photosieve
