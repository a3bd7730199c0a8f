// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/sight.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace photosieve {
namespace {

constexpr const char* kLibrary = "/libonnxruntime.so.1";
constexpr double kLeastCertainty = 30;  // below it, nobody wants to hear of it

// A checkered picture: something to look at before the worker is closed in.
Image checkered() {
  constexpr std::size_t kSide = 96;
  Image image;
  image.luma = Plane(kSide, kSide);
  for (std::size_t y = 0; y < kSide; ++y)
    for (std::size_t x = 0; x < kSide; ++x)
      image.luma.row(y)[x] = (x / 8 + y / 8) % 2 == 0 ? 0 : 255;
  return image;
}

}  // namespace

Sight Sight::open(const std::string& folder) {
  Sight sight;
  const auto runtime = Runtime::open(folder + kLibrary);
  if (!runtime) {
    sight.lacks_ = runtime.error().message;
    return sight;
  }
  if (auto faces = FaceFinder::load(*runtime, folder)) {
    sight.faces_ = *std::move(faces);
  } else {
    sight.lacks_ = faces.error().message;
  }
  auto finder = TextFinder::load(*runtime, folder);
  auto reader = TextReader::load(*runtime, folder);
  if (finder && reader) {
    sight.texts_ = Texts{*std::move(finder), *std::move(reader)};
  } else {
    sight.lacks_ = finder ? reader.error().message : finder.error().message;
  }
  const Image first = checkered();
  const Seen seen = sight.look(first);
  if (sight.texts_) (void)sight.texts_->reader.read(first, {48, 48, 96, 48, 0});
  if (sight.lacks_.empty() && (!seen.faces || !seen.texts)) sight.lacks_ = "the networks fail";
  return sight;
}

Seen Sight::look(const Image& image, Sought sought) {
  Seen seen;
  if (faces_ && sought.faces)
    if (auto faces = faces_->find(image)) seen.faces = *std::move(faces);
  if (texts_ && sought.texts)
    if (auto texts = texts_in(image)) seen.texts = *std::move(texts);
  return seen;
}

Result<std::vector<SeenText>> Sight::texts_in(const Image& image) {
  PS_TRY(const std::vector<TurnedBox> lines, texts_->finder.find(image));
  std::vector<SeenText> texts;
  for (const TurnedBox& line : lines) {
    PS_TRY(ReadLine read, texts_->reader.read(image, line));
    if (read.certainty < kLeastCertainty) continue;
    texts.push_back({region_of(around(line), image), read.certainty,
                     100 * line.height / static_cast<double>(image.height()),
                     std::move(read.words)});
  }
  std::stable_sort(texts.begin(), texts.end(),
                   [](const SeenText& a, const SeenText& b) { return a.certainty > b.certainty; });
  return texts;
}

}  // namespace photosieve
