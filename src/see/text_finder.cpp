// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/text_finder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "model/seen.h"
#include "see/text_marks.h"

namespace photosieve {
namespace {

constexpr double kLongSide = 640;
constexpr std::size_t kCell = 32;  // sides are multiples of it, as the network asks
constexpr std::size_t kSmallestSide = 32;
constexpr float kStep = 24;            // levels between neighbours that may be a letter's edge
constexpr unsigned kFewestSteps = 12;  // in a cell
constexpr float kWhite = 255;
// ImageNet's, in the order in which PaddleOCR applies them: to blue, green, red.
constexpr std::array<float, 3> kMeans{0.485F, 0.456F, 0.406F};
constexpr std::array<float, 3> kDeviations{0.229F, 0.224F, 0.225F};

struct Part {
  std::size_t x = 0;
  std::size_t y = 0;
  std::size_t width = 0;
  std::size_t height = 0;
};

bool busy(const Patch& patch, std::size_t left, std::size_t top) {
  unsigned steps = 0;
  for (std::size_t y = top; y < top + kCell; ++y)
    for (std::size_t x = left; x < left + kCell; ++x) {
      const float here = patch.pixel(x, y)[1];
      if (x + 1 < patch.width && std::abs(patch.pixel(x + 1, y)[1] - here) >= kStep) ++steps;
      if (y + 1 < patch.height && std::abs(patch.pixel(x, y + 1)[1] - here) >= kStep) ++steps;
    }
  return steps >= kFewestSteps;
}

// What all busy cells lie in, and a cell more on each side.
std::optional<Part> busy_part(const Patch& patch) {
  std::size_t left = patch.width;
  std::size_t top = patch.height;
  std::size_t right = 0;
  std::size_t bottom = 0;
  for (std::size_t y = 0; y < patch.height; y += kCell)
    for (std::size_t x = 0; x < patch.width; x += kCell)
      if (busy(patch, x, y)) {
        left = std::min(left, x);
        top = std::min(top, y);
        right = std::max(right, x + kCell);
        bottom = std::max(bottom, y + kCell);
      }
  if (right == 0) return std::nullopt;
  left -= std::min(left, kCell);
  top -= std::min(top, kCell);
  right = std::min(right + kCell, patch.width);
  bottom = std::min(bottom + kCell, patch.height);
  return Part{left, top, right - left, bottom - top};
}

Tensor tensor_of(const Patch& patch, const Part& part) {
  const std::size_t pixels = part.width * part.height;
  Tensor tensor{
      {1, 3, static_cast<std::int64_t>(part.height), static_cast<std::int64_t>(part.width)},
      std::vector<float>(3 * pixels)};
  for (std::size_t y = 0; y < part.height; ++y)
    for (std::size_t x = 0; x < part.width; ++x) {
      const float* rgb = patch.pixel(part.x + x, part.y + y);
      for (std::size_t channel = 0; channel < 3; ++channel)
        tensor.values[channel * pixels + y * part.width + x] =
            (rgb[2 - channel] / kWhite - kMeans[channel]) / kDeviations[channel];
    }
  return tensor;
}

std::size_t side_of(std::size_t length, double scale) {
  const auto cells = static_cast<std::size_t>(
      std::lround(static_cast<double>(length) * scale / static_cast<double>(kCell)));
  return std::max<std::size_t>(cells, 1) * kCell;
}

}  // namespace

Result<TextFinder> TextFinder::load(const Runtime& runtime, const std::string& folder) {
  PS_TRY(Network network, runtime.load(folder + "/text_find.onnx"));
  return TextFinder(std::move(network));
}

Result<std::vector<TurnedBox>> TextFinder::find(const Image& image) {
  std::vector<TurnedBox> lines;
  if (std::min(image.width(), image.height()) < kSmallestSide) return lines;
  const double scale =
      std::min(1.0, kLongSide / static_cast<double>(std::max(image.width(), image.height())));
  const Box whole{0, 0, static_cast<double>(image.width()), static_cast<double>(image.height())};
  const Patch patch =
      shrunk(image, whole, side_of(image.width(), scale), side_of(image.height(), scale));
  const auto part = busy_part(patch);
  if (!part) return lines;
  PS_TRY(const std::vector<Tensor> seen, network_.run(tensor_of(patch, *part)));
  if (seen.size() != 1 || seen[0].values.size() != part->width * part->height)
    return fail(ErrorKind::kRetry, "the network for text gave something else");
  const double scale_x = whole.width / static_cast<double>(patch.width);
  const double scale_y = whole.height / static_cast<double>(patch.height);
  std::vector<TextMark> marks = text_marks(seen[0].values, part->width, part->height);
  if (marks.size() > kMostTexts) marks.resize(kMostTexts);
  for (const TextMark& mark : marks)
    lines.push_back({(mark.box.centre_x + static_cast<double>(part->x)) * scale_x,
                     (mark.box.centre_y + static_cast<double>(part->y)) * scale_y,
                     mark.box.width * scale_x, mark.box.height * scale_y, mark.box.angle});
  return lines;
}

}  // namespace photosieve
