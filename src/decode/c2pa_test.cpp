// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/c2pa.h"

#include <gtest/gtest.h>

#include "decode/test_metadata.h"

namespace photosieve {
namespace {

using namespace test;

constexpr const char* kCodes = "http://cv.iptc.org/newscodes/digitalsourcetype/";

TEST(C2pa, ReadsTheClaimAndItsActions) {
  const C2paReading reading = read_c2pa(
      make_c2pa("c2pa.created", std::string(kCodes) + "trainedAlgorithmicMedia", "Generator 3"));
  EXPECT_EQ(reading.facts.claim_generator, "Generator 3");
  EXPECT_EQ(reading.facts.actions, (std::vector<std::string>{"c2pa.created"}));
  EXPECT_EQ(reading.facts.source_types, (std::vector<std::string>{"trainedAlgorithmicMedia"}));
  ASSERT_EQ(reading.ai_marks.size(), 1U);
  EXPECT_EQ(reading.ai_marks[0],
            (AiMark{AiKind::kGenerated, "trainedAlgorithmicMedia", "C2PA action c2pa.created"}));
  EXPECT_EQ(reading.problem, "");
}

TEST(C2pa, ACamerasPhotoHasNoMark) {
  const C2paReading reading =
      read_c2pa(make_c2pa("c2pa.created", std::string(kCodes) + "digitalCapture"));
  EXPECT_TRUE(reading.ai_marks.empty());
  EXPECT_EQ(reading.facts.source_types, (std::vector<std::string>{"digitalCapture"}));
}

TEST(C2pa, CodesOfIptcSayWhatAMachineDid) {
  EXPECT_EQ(ai_kind_of_source_type("trainedAlgorithmicMedia"), AiKind::kGenerated);
  EXPECT_EQ(ai_kind_of_source_type("compositeWithTrainedAlgorithmicMedia"), AiKind::kEdited);
  for (const char* code :
       {"digitalCapture", "negativeFilm", "algorithmicMedia", "minorHumanEdits", ""})
    EXPECT_FALSE(ai_kind_of_source_type(code)) << code;
  EXPECT_EQ(last_part("http://x/y/code/"), "code");
  EXPECT_EQ(last_part("code"), "code");
  EXPECT_EQ(last_part(""), "");
}

TEST(C2pa, NestingAndLiesAreSaidAndEnd) {
  Bytes deep = box("jumb", {});
  for (int i = 0; i < 1000; ++i) deep = box("jumb", deep);
  EXPECT_EQ(read_c2pa(deep).problem, "The Content Credentials are nested too deeply");
  Bytes many;
  for (int i = 0; i < 5000; ++i) append(many, box("free", {}));
  EXPECT_EQ(read_c2pa(many).problem, "The Content Credentials have too many parts");
  const Bytes whole = make_c2pa("c2pa.created", "x");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    (void)read_c2pa({whole.data(), size});
    Bytes changed = whole;
    changed[size] ^= 0xFF;
    (void)read_c2pa(changed);
  }
  Bytes long_one = box("jumb", Bytes(20));
  long_one[0] = 0x7F;
  EXPECT_EQ(read_c2pa(long_one).problem, "The Content Credentials are damaged");
}

}  // namespace
}  // namespace photosieve
