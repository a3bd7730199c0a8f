// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/text_reader.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <numbers>
#include <utility>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr std::size_t kHeight = 48;
constexpr std::size_t kNarrowest = 48;
constexpr std::size_t kWidest = 960;
constexpr std::size_t kWidthStep = 8;
constexpr std::size_t kLongestWords = 80;
constexpr std::size_t kEnoughLetters = 3;
constexpr double kUnsure = 70;

// A letter, a digit or a Chinese character (three bytes of UTF-8 from E4 on), no sign.
bool is_letter(const std::string& character) {
  if (character.size() == 1) return std::isalnum(static_cast<unsigned char>(character[0])) != 0;
  return character.size() == 3 && static_cast<unsigned char>(character[0]) >= 0xE4;
}

Tensor tensor_of(const Patch& patch) {
  const std::size_t pixels = patch.width * patch.height;
  Tensor tensor{
      {1, 3, static_cast<std::int64_t>(patch.height), static_cast<std::int64_t>(patch.width)},
      std::vector<float>(3 * pixels)};
  for (std::size_t i = 0; i < pixels; ++i)
    for (std::size_t channel = 0; channel < 3; ++channel)
      tensor.values[channel * pixels + i] = patch.rgb[i * 3 + 2 - channel] / 127.5F - 1.0F;
  return tensor;
}

Result<std::vector<std::string>> characters_in(const std::string& file) {
  std::ifstream in(file);
  std::vector<std::string> characters{""};
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    characters.push_back(line);
  }
  if (characters.size() < 2) return fail(ErrorKind::kRetry, file + " cannot be read");
  characters.emplace_back(" ");
  return characters;
}

}  // namespace

Result<TextReader> TextReader::load(const Runtime& runtime, const std::string& folder) {
  PS_TRY(Network network, runtime.load(folder + "/text_read.onnx"));
  PS_TRY(std::vector<std::string> characters, characters_in(folder + "/text_characters.txt"));
  return TextReader(std::move(network), std::move(characters));
}

Result<ReadLine> TextReader::read(const Image& image, const TurnedBox& line) {
  PS_TRY(ReadLine first, read_once(image, line));
  if (first.certainty >= kUnsure || std::abs(line.angle) < std::numbers::pi / 4) return first;
  TurnedBox turned = line;
  turned.angle += std::numbers::pi;
  PS_TRY(ReadLine second, read_once(image, turned));
  return second.certainty > first.certainty ? second : first;
}

Result<ReadLine> TextReader::read_once(const Image& image, const TurnedBox& line) {
  const double wanted = static_cast<double>(kHeight) * line.width / std::max(line.height, 1.0);
  const auto width = static_cast<std::size_t>(
      std::clamp(wanted, static_cast<double>(kNarrowest), static_cast<double>(kWidest)));
  const Patch patch = cut(image, line, width / kWidthStep * kWidthStep, kHeight);
  PS_TRY(const std::vector<Tensor> seen, network_.run(tensor_of(patch)));
  if (seen.size() != 1 || seen[0].shape.size() != 3 || seen[0].shape[0] != 1 ||
      seen[0].shape[2] != static_cast<std::int64_t>(characters_.size()))
    return fail(ErrorKind::kRetry, "the network that reads gave something else");
  return words_of(seen[0]);
}

// The likeliest class of each step; what repeats is one character, nothing parts two.
ReadLine TextReader::words_of(const Tensor& chances) const {
  ReadLine line;
  double sum = 0;
  std::size_t count = 0;
  std::size_t letters = 0;
  std::size_t before = 0;
  const std::size_t classes = characters_.size();
  for (std::size_t step = 0; step * classes < chances.values.size(); ++step) {
    const auto first = chances.values.begin() + static_cast<std::ptrdiff_t>(step * classes);
    const auto best = std::max_element(first, first + static_cast<std::ptrdiff_t>(classes));
    const auto character = static_cast<std::size_t>(best - first);
    if (character != 0 && character != before) {
      line.words += characters_[character];
      sum += static_cast<double>(*best);
      ++count;
      if (is_letter(characters_[character])) ++letters;
    }
    before = character;
  }
  if (count == 0) return line;
  line.certainty = 100 * sum / static_cast<double>(count) *
                   static_cast<double>(std::min(letters, kEnoughLetters)) /
                   static_cast<double>(kEnoughLetters);
  line.words = elide_middle_bytes(printable(line.words), kLongestWords);
  return line;
}

}  // namespace photosieve
