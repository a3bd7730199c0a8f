// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/answer_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace photosieve {
namespace {

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string three_answers() {
  std::string stream;
  for (std::uint32_t n = 1; n <= 3; ++n)
    stream += encode_answer(WorkerError{n, WorkerErrorKind::kChanged, "it changed"});
  return stream;
}

TEST(AnswerReader, FindsEveryAnswerWhateverThePieces) {
  const std::string stream = three_answers();
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    AnswerReader reader;
    std::vector<std::uint32_t> numbers;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
      reader.feed(bytes_of(stream.substr(at, piece)));
      while (auto answer = reader.next()) {
        ASSERT_TRUE(*answer);
        numbers.push_back(number_of(**answer));
      }
    }
    EXPECT_EQ(numbers, (std::vector<std::uint32_t>{1, 2, 3})) << piece;
    EXPECT_FALSE(reader.in_the_middle());
  }
}

TEST(AnswerReader, KnowsWhenAnAnswerHasBegun) {
  AnswerReader reader;
  reader.feed(bytes_of(three_answers().substr(0, 5)));
  EXPECT_FALSE(reader.next());
  EXPECT_TRUE(reader.in_the_middle());
}

TEST(AnswerReader, GivesUpOnAFrameThatIsTooLongBeforeItHasCome) {
  AnswerReader reader;
  reader.feed(bytes_of(std::string("\x01\x00\x04\x00", 4)));  // 256 kB and one
  const auto answer = reader.next();
  ASSERT_TRUE(answer);
  EXPECT_FALSE(*answer);
}

TEST(AnswerReader, GivesNothingMoreAfterAnError) {
  AnswerReader reader;
  reader.feed(bytes_of(std::string("\x01\x00\x00\x00\xFF", 5)));
  ASSERT_FALSE(reader.next().value());
  reader.feed(bytes_of(three_answers()));
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(reader.in_the_middle());
}

}  // namespace
}  // namespace photosieve
