// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/similarity.h"

#include <gtest/gtest.h>

#include <random>

#include "base/spill_file.h"
#include "decide/test_features.h"

namespace photosieve {
namespace {

Profile profile() {
  Profile result;
  Rule& same = result.rules[static_cast<std::size_t>(FindingCode::kIdenticalFile)];
  same.enabled = true;
  Rule& near = result.rules[static_cast<std::size_t>(FindingCode::kNearCopy)];
  near.enabled = true;
  near.limits = {31, 50, 0};
  Rule& cropped = result.rules[static_cast<std::size_t>(FindingCode::kCroppedCopy)];
  cropped.enabled = true;
  cropped.limits = {6, 20, 0.5};
  Rule& motif = result.rules[static_cast<std::size_t>(FindingCode::kSimilarMotif)];
  motif.enabled = true;
  motif.limits = {6, 15, 10};
  return result;
}

SimilarityDecision next(SimilarityWalk& walk, const Candidate& candidate) {
  return *walk.next(candidate);
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
  SimilarityWalk walk(profile(), spill_folder());
  Photos photos;
  const Candidate first = photos.next(3);
  EXPECT_FALSE(next(walk, first).finding);
  Candidate second = photos.next(8);
  second.content = first.content;
  const SimilarityDecision decision = next(walk, second);
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
    SimilarityWalk walk(profile(), spill_folder());
    Photos photos;
    photos.next(0);
    const Candidate original = photos.next(2);
    EXPECT_FALSE(next(walk, original).finding);
    Candidate copy = copy_of(original, 4, c.bits, c.turn);
    copy.fingerprint->quality = c.quality;
    const SimilarityDecision decision = next(walk, copy);
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
  SimilarityWalk walk(profile(), spill_folder());
  Photos photos;
  photos.next(0);
  const Candidate a = photos.next(1);
  const Candidate b = copy_of(a, 2, 30);
  Candidate c = copy_of(a, 3, 50);
  c.content->low += 77;
  EXPECT_FALSE(next(walk, a).finding);
  EXPECT_TRUE(next(walk, b).finding);
  EXPECT_FALSE(next(walk, c).finding);
}

TEST(Similarity, ARejectedPhotoIsNeverTheOneThatIsKept) {
  SimilarityWalk walk(profile(), spill_folder());
  Photos photos;
  photos.next(0);
  Candidate rejected = photos.next(1);
  rejected.own = Decision::kRejected;
  EXPECT_FALSE(next(walk, rejected).finding);
  EXPECT_FALSE(next(walk, copy_of(rejected, 2, 3)).finding);
}

TEST(Similarity, APhotoWithoutPixelsOrHashIsComparedByWhatItHas) {
  SimilarityWalk walk(profile(), spill_folder());
  Photos photos;
  Candidate bare = photos.next(1);
  bare.fingerprint.reset();
  EXPECT_FALSE(next(walk, bare).finding);
  bare.n = 2;
  EXPECT_EQ(next(walk, bare).group, 1U);
  bare.content.reset();
  EXPECT_FALSE(next(walk, bare).finding);
}

TEST(Similarity, RulesThatAreOffFindNothing) {
  SimilarityWalk walk(Profile{}, spill_folder());
  Photos photos;
  const Candidate first = photos.next(1);
  Candidate second = first;
  second.n = 2;
  EXPECT_FALSE(next(walk, first).finding);
  EXPECT_FALSE(next(walk, second).finding);
}

TEST(Similarity, ManyContentsAreAllRemembered) {
  Profile only_bytes = profile();
  only_bytes.rules[static_cast<std::size_t>(FindingCode::kNearCopy)].enabled = false;
  SimilarityWalk walk(only_bytes, spill_folder());
  Photos photos;
  std::vector<Candidate> all;
  for (std::uint32_t n = 1; n <= 3000; ++n) {
    all.push_back(photos.next(n));
    ASSERT_FALSE(next(walk, all.back()).finding);
  }
  for (Candidate& photo : all) {
    const std::uint32_t kept = photo.n;
    photo.n += 10000;
    ASSERT_EQ(next(walk, photo).group, kept);
  }
}

// A photo with its own hash, and the places of a picture.
Candidate photo_of(std::uint32_t n, LocalFeatures features, const std::string& taken_at = "") {
  static Photos photos;
  Candidate photo = photos.next(n);
  photo.local_features = std::move(features);
  photo.camera = taken_at.empty() ? "" : "NIKON D850";
  photo.taken_at = taken_at;
  return photo;
}

TEST(Similarity, CropsAndTurnedCopiesAreFoundByTheirPlaces) {
  const test::Move moves[] = {{.scale = 1.195}, {.degrees = 4}, {.degrees = 90, .mirrored = true}};
  for (const test::Move& move : moves) {
    SimilarityWalk walk(profile(), spill_folder());
    EXPECT_EQ(next(walk, photo_of(3, test::features_of(1))).group, 0U);
    EXPECT_EQ(next(walk, photo_of(4, test::features_of(2))).group, 0U);
    const SimilarityDecision copy = next(walk, photo_of(9, test::moved(1, move)));
    EXPECT_EQ(copy.group, 3U);
    ASSERT_TRUE(copy.finding);
    EXPECT_EQ(copy.finding->code, FindingCode::kCroppedCopy);
    EXPECT_EQ(copy.finding->threshold, 6);
    EXPECT_GE(*copy.finding->score, 15);
  }
}

TEST(Similarity, SaysHowACopyIsTurnedAndHowMuchOfItIsThere) {
  SimilarityWalk walk(profile(), spill_folder());
  EXPECT_EQ(next(walk, photo_of(3, test::features_of(1))).group, 0U);
  const auto copy = next(walk, photo_of(9, test::moved(1, {.degrees = 4, .scale = 1.2})));
  ASSERT_TRUE(copy.finding);
  EXPECT_NE(copy.finding->message.find("what photo 3 shows, turned by 4.0 degrees: "),
            std::string::npos)
      << copy.finding->message;
}

TEST(Similarity, PlacesThatAgreeInAPictureThatLooksUnlikeMakeNoCopy) {
  SimilarityWalk walk(profile(), spill_folder());
  EXPECT_EQ(next(walk, photo_of(3, test::features_of(1))).group, 0U);
  LocalFeatures other = test::moved(1, {});
  other.sketch = test::features_of(2).sketch;
  EXPECT_EQ(next(walk, photo_of(9, other)).group, 0U);
}

TEST(Similarity, OfAMotifAsManyAreKeptAsTheProfileSays) {
  SimilarityWalk walk(profile(), spill_folder());
  const auto frame = [](std::uint32_t n, int second) {
    return photo_of(n, test::moved(1, {.degrees = 0.3 * n, .scale = 1.0 + 0.01 * n}),
                    "2026-01-31T09:15:0" + std::to_string(second));
  };
  EXPECT_EQ(next(walk, frame(5, 1)).group, 0U);
  for (const std::uint32_t n : {2U, 8U}) {
    const SimilarityDecision kept = next(walk, frame(n, static_cast<int>(n)));
    EXPECT_EQ(kept.group, 5U);
    EXPECT_FALSE(kept.finding) << n;
  }
  for (const std::uint32_t n : {3U, 4U}) {
    const SimilarityDecision more = next(walk, frame(n, static_cast<int>(n)));
    EXPECT_EQ(more.group, 5U);
    ASSERT_TRUE(more.finding) << n;
    EXPECT_EQ(more.finding->code, FindingCode::kSimilarMotif);
    EXPECT_EQ(more.finding->score, 4);
    EXPECT_EQ(more.finding->threshold, 3);
  }
  EXPECT_EQ(next(walk, photo_of(11, test::features_of(2), "2026-01-31T09:15:09")).group, 0U)
      << "another motif of the same minute";
}

TEST(Similarity, ACopyOfAFrameIsACopyAndNoFrame) {
  SimilarityWalk walk(profile(), spill_folder());
  EXPECT_EQ(next(walk, photo_of(1, test::features_of(1), "2026-01-31T09:15:02")).group, 0U);
  const auto copy = next(walk, photo_of(2, test::moved(1, {.scale = 1.1}), "2026-01-31T09:15:02"));
  ASSERT_TRUE(copy.finding);
  EXPECT_EQ(copy.finding->code, FindingCode::kCroppedCopy);
  const auto unknown = next(walk, photo_of(3, test::moved(1, {.scale = 1.1})));
  ASSERT_TRUE(unknown.finding) << "who does not say when it was taken is a copy";
  EXPECT_EQ(unknown.finding->code, FindingCode::kCroppedCopy);
}

TEST(Similarity, FramesThatLookTheSameAreNoCopiesEither) {
  SimilarityWalk walk(profile(), spill_folder());
  Candidate first = photo_of(1, {}, "2026-01-31T09:15:02");
  EXPECT_EQ(next(walk, first).group, 0U);
  Candidate second = copy_of(first, 2, 10);
  second.camera = first.camera;
  second.taken_at = "2026-01-31T09:15:03";
  EXPECT_EQ(next(walk, second).group, 1U);
  Candidate third = copy_of(first, 3, 12);
  EXPECT_EQ(next(walk, third).finding->code, FindingCode::kNearCopy) << "its file tells no time";
}

TEST(Similarity, FramesOfOneSecondAreToldApartByItsFractions) {
  SimilarityWalk walk(profile(), spill_folder());
  EXPECT_EQ(next(walk, photo_of(1, test::features_of(1), "2026-01-31T09:15:02.10")).group, 0U);
  const auto frame = next(walk, photo_of(2, test::moved(1, {}), "2026-01-31T09:15:02.25"));
  EXPECT_EQ(frame.group, 1U);
  EXPECT_FALSE(frame.finding) << "two of a motif";
  for (const char* moment : {"2026-01-31T09:15:02.10", "2026-01-31T09:15:02"}) {
    const auto copy = next(walk, photo_of(3, test::moved(1, {.scale = 1.1}), moment));
    ASSERT_TRUE(copy.finding) << moment;
    EXPECT_EQ(copy.finding->code, FindingCode::kCroppedCopy) << moment;
  }
}

TEST(Similarity, TheSameViewLongAfterIsNeitherCopyNorMotif) {
  SimilarityWalk walk(profile(), spill_folder());
  EXPECT_EQ(next(walk, photo_of(1, test::features_of(1), "2026-01-31T09:15:02")).group, 0U);
  EXPECT_EQ(next(walk, photo_of(2, test::moved(1, {}), "2026-01-31T09:25:03")).group, 0U);
  EXPECT_EQ(next(walk, photo_of(3, test::moved(1, {}), "2026-01-31T09:24:03")).group, 2U)
      << "a minute from the second";
}

TEST(Similarity, ARejectedFrameTakesNoPlaceOfAMotif) {
  SimilarityWalk walk(profile(), spill_folder());
  EXPECT_EQ(next(walk, photo_of(1, test::features_of(1), "2026-01-31T09:15:02")).group, 0U);
  for (std::uint32_t n = 2; n < 6; ++n) {
    Candidate frame =
        photo_of(n, test::moved(1, {.degrees = 1}), "2026-01-31T09:15:0" + std::to_string(n + 1));
    frame.own = Decision::kRejected;
    const SimilarityDecision decision = next(walk, frame);
    EXPECT_EQ(decision.group, 1U);
    EXPECT_FALSE(decision.finding) << "it is rejected for itself";
  }
}

TEST(Similarity, WithoutAFolderForTemporaryFilesTheWalkEndsWithASentence) {
  SimilarityWalk walk(profile(), "/proc/nothing");
  Result<SimilarityDecision> decision;
  for (std::uint32_t n = 1; n < 1000 && decision; ++n)
    decision = walk.next(photo_of(n, test::features_of(n)));
  ASSERT_FALSE(decision);
  EXPECT_EQ(decision.error().kind, ErrorKind::kFatal);
  EXPECT_EQ(decision.error().message,
            "temporary files cannot be kept in /proc/nothing: No such file or directory");
}

}  // namespace
}  // namespace photosieve
