// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/face_finder.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace photosieve {
namespace {

constexpr std::size_t kFarSide = 256;
constexpr std::size_t kNearSide = 128;
constexpr std::size_t kFarStride = 16;  // of the finer of the two grids; the other's is twice that
constexpr std::size_t kNearStride = 8;
constexpr std::size_t kFineBoxes = 2;  // a place of the finer grid
constexpr std::size_t kCoarseBoxes = 6;
constexpr std::size_t kCoordinates = 16;  // a box: centre, size, six points

constexpr double kSquaresOverlap = 0.25;
constexpr std::size_t kMostSquares = 16;
constexpr std::size_t kSmallestSide = 64;
constexpr double kLeastFirst = 0.5;   // in the whole photo
constexpr double kLeastAgain = 0.05;  // cut out
constexpr double kDoubtful = 0.6;     // below it in the second look, it is none
constexpr double kSame = 0.3;         // overlap of two boxes of one face
constexpr std::size_t kMostCandidates = 24;
// A box of BlazeFace reaches from the brows to the chin; a quarter more is up to the hair.
constexpr double kForehead = 0.25;

std::vector<Box> squares_of(const Image& image) {
  const auto width = static_cast<double>(image.width());
  const auto height = static_cast<double>(image.height());
  const double side = std::min(width, height);
  const double more = std::max(width, height) - side;
  const std::size_t count =
      std::min(kMostSquares,
               1 + static_cast<std::size_t>(std::ceil(more / side / (1 - kSquaresOverlap) - 1e-9)));
  std::vector<Box> squares;
  for (std::size_t i = 0; i < count; ++i) {
    const double at =
        count == 1 ? 0 : more * static_cast<double>(i) / static_cast<double>(count - 1);
    squares.push_back(width >= height ? Box{at, 0, side, side} : Box{0, at, side, side});
  }
  return squares;
}

// -1 to 1, as the networks were trained.
Tensor tensor_of(const Patch& patch) {
  Tensor tensor{
      {1, static_cast<std::int64_t>(patch.height), static_cast<std::int64_t>(patch.width), 3},
      patch.rgb};
  for (float& value : tensor.values) value = value / 127.5F - 1.0F;
  return tensor;
}

template <class Candidates>
void keep_best(Candidates& candidates) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  Candidates kept;
  for (const auto& one : candidates)
    if (std::none_of(kept.begin(), kept.end(),
                     [&](const auto& better) { return overlap(better.box, one.box) > kSame; }))
      kept.push_back(one);
  candidates = std::move(kept);
}

}  // namespace

Result<FaceFinder> FaceFinder::load(const Runtime& runtime, const std::string& folder) {
  PS_TRY(Network far, runtime.load(folder + "/face_far.onnx"));
  PS_TRY(Network near, runtime.load(folder + "/face_near.onnx"));
  return FaceFinder(std::move(far), std::move(near));
}

Result<std::vector<FaceFinder::Candidate>> FaceFinder::look(Network& network, const Patch& patch,
                                                            std::size_t stride, double least) {
  PS_TRY(const std::vector<Tensor> seen, network.run(tensor_of(patch)));
  const std::size_t fine_side = patch.width / stride;
  const std::size_t coarse_side = fine_side / 2;
  const std::size_t fine = fine_side * fine_side * kFineBoxes;
  const std::size_t coarse = coarse_side * coarse_side * kCoarseBoxes;
  if (seen.size() != 4 || seen[0].values.size() != fine || seen[1].values.size() != coarse ||
      seen[2].values.size() != fine * kCoordinates ||
      seen[3].values.size() != coarse * kCoordinates)
    return fail(ErrorKind::kRetry, "a network for faces gave something else");
  std::vector<Candidate> candidates;
  const auto take = [&](const Tensor& scores, const Tensor& boxes, std::size_t grid,
                        std::size_t boxes_a_place) {
    for (std::size_t i = 0; i < scores.values.size(); ++i) {
      const double score = 1.0 / (1.0 + std::exp(-static_cast<double>(scores.values[i])));
      if (!(score > least)) continue;
      const std::size_t place = i / boxes_a_place;
      const std::size_t column = place % grid;
      const std::size_t row = place / grid;
      const float* box = boxes.values.data() + i * kCoordinates;
      const auto side = static_cast<double>(patch.width);
      const double x = (static_cast<double>(column) + 0.5) / static_cast<double>(grid);
      const double y = (static_cast<double>(row) + 0.5) / static_cast<double>(grid);
      const double width = static_cast<double>(box[2]) / side;
      const double height = static_cast<double>(box[3]) / side;
      if (!(width > 0 && width < 2 && height > 0 && height < 2)) continue;
      candidates.push_back({score,
                            {x + static_cast<double>(box[0]) / side - width / 2,
                             y + static_cast<double>(box[1]) / side - height / 2, width, height}});
    }
  };
  take(seen[0], seen[2], fine_side, kFineBoxes);
  take(seen[1], seen[3], coarse_side, kCoarseBoxes);
  keep_best(candidates);
  return candidates;
}

Result<double> FaceFinder::look_again(Network& network, const Image& image,
                                      const Candidate& candidate, double scale) {
  const bool near = &network == &near_;
  const std::size_t side = near ? kNearSide : kFarSide;
  const Box& box = candidate.box;
  const double size = std::max(box.width, box.height) * scale;
  const TurnedBox square{box.x + box.width / 2, box.y + box.height / 2, size, size, 0};
  PS_TRY(const std::vector<Candidate> seen, look(network, cut(image, square, side, side),
                                                 near ? kNearStride : kFarStride, kLeastAgain));
  double best = 0;
  for (const Candidate& one : seen) {
    const Box there{square.centre_x - size / 2 + one.box.x * size,
                    square.centre_y - size / 2 + one.box.y * size, one.box.width * size,
                    one.box.height * size};
    if (overlap(there, box) > kSame) best = std::max(best, one.score);
  }
  return best;
}

Result<std::vector<SeenFace>> FaceFinder::find(const Image& image) {
  std::vector<SeenFace> faces;
  if (std::min(image.width(), image.height()) < kSmallestSide) return faces;
  std::vector<Candidate> candidates;
  for (const Box& square : squares_of(image)) {
    PS_TRY(const std::vector<Candidate> seen,
           look(far_, shrunk(image, square, kFarSide, kFarSide), kFarStride, kLeastFirst));
    for (const Candidate& one : seen)
      candidates.push_back(
          {one.score,
           {square.x + one.box.x * square.width, square.y + one.box.y * square.height,
            one.box.width * square.width, one.box.height * square.height}});
  }
  keep_best(candidates);
  if (candidates.size() > kMostCandidates) candidates.resize(kMostCandidates);
  for (const Candidate& one : candidates) {
    PS_TRY(const double close, look_again(near_, image, one, 2.0));
    if (close < kDoubtful) continue;
    PS_TRY(const double closer, look_again(near_, image, one, 1.5));
    PS_TRY(const double other, look_again(far_, image, one, 2.0));
    Box face = one.box;
    face.y -= face.height * kForehead;
    face.height *= 1 + kForehead;
    faces.push_back({region_of(face, image), 100 * (one.score + close + closer + other) / 4,
                     100 * face.height / static_cast<double>(image.height())});
  }
  std::stable_sort(faces.begin(), faces.end(),
                   [](const SeenFace& a, const SeenFace& b) { return a.certainty > b.certainty; });
  if (faces.size() > kMostFaces) faces.resize(kMostFaces);
  return faces;
}

}  // namespace photosieve
