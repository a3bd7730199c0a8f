// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/exposure.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace photosieve {
namespace {

constexpr int kBlown = 253 * static_cast<int>(Survey::kBlockPixels);
constexpr int kBlocked = 5 * static_cast<int>(Survey::kBlockPixels);
constexpr double kSmallestPart = 0.0002;  // of the photo
constexpr double kBackdropBorder = 0.75;  // of the photo's border
constexpr double kBackdropArea = 0.9;     // of the photo: more leaves no object in front of it

constexpr std::uint8_t kIsBlown = 1;
constexpr std::uint8_t kIsBlocked = 2;

// What a chroma value adds to 16 times red, green and blue (JPEG's YCbCr, ITU-T T.871).
struct ChromaTables {
  std::array<std::int16_t, 256> red_of_cr;
  std::array<std::int16_t, 256> green_of_cr;
  std::array<std::int16_t, 256> green_of_cb;
  std::array<std::int16_t, 256> blue_of_cb;
};

constexpr ChromaTables make_tables() {
  ChromaTables tables{};
  for (int i = 0; i < 256; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double chroma = 16.0 * (i - 128);
    tables.red_of_cr[at] = static_cast<std::int16_t>(1.402 * chroma);
    tables.green_of_cr[at] = static_cast<std::int16_t>(-0.714136 * chroma);
    tables.green_of_cb[at] = static_cast<std::int16_t>(-0.344136 * chroma);
    tables.blue_of_cb[at] = static_cast<std::int16_t>(1.772 * chroma);
  }
  return tables;
}
constexpr ChromaTables kTables = make_tables();

struct BlockStates {
  std::vector<std::uint8_t> states;  // kIsBlown, kIsBlocked or neither, block by block
  bool any_blown = false;
  bool any_blocked = false;
  std::array<std::uint32_t, 256> luma{};  // histograms of the blocks' means
  std::array<std::uint32_t, 256> brightest{};
  std::size_t counted = 0;  // blocks in the histograms
  std::uint64_t sum = 0;
};

BlockStates look_at_blocks(const Image& image, const Survey& survey) {
  BlockStates result;
  result.states.resize(survey.blocks.size());
  constexpr std::size_t side = Survey::kBlockSize;
  constexpr std::size_t middle = side / 2;
  const std::size_t shrink_x =
      image.grey() ? 1 : (image.width() + image.cb.width() - 1) / image.cb.width();
  const std::size_t shrink_y =
      image.grey() ? 1 : (image.height() + image.cb.height() - 1) / image.cb.height();
  static constexpr std::uint8_t neutral = 128;
  std::vector<std::uint8_t> levels(survey.blocks_across);
  std::vector<std::uint32_t> chroma_x(
      survey.blocks_across);  // dividing in the loop would cost more
  for (std::size_t x = 0; x < survey.blocks_across; ++x)
    chroma_x[x] = static_cast<std::uint32_t>((x * side + middle) / shrink_x);
  for (std::size_t y = 0; y < survey.blocks_down; ++y) {
    const std::uint16_t* row = survey.block_row(y);
    std::uint8_t* states = result.states.data() + y * survey.blocks_across;
    const std::size_t chroma_y = (y * side + middle) / shrink_y;
    const std::uint8_t* cb = image.grey() ? nullptr : image.cb.row(chroma_y);
    const std::uint8_t* cr = image.grey() ? nullptr : image.cr.row(chroma_y);
    for (std::size_t x = 0; x < survey.blocks_across; ++x) {
      const int luma = row[x];
      const std::size_t blue_difference = cb == nullptr ? neutral : cb[chroma_x[x]];
      const std::size_t red_difference = cr == nullptr ? neutral : cr[chroma_x[x]];
      const int red = luma + kTables.red_of_cr[red_difference];
      const int green =
          luma + kTables.green_of_cr[red_difference] + kTables.green_of_cb[blue_difference];
      const int blue = luma + kTables.blue_of_cb[blue_difference];
      const int brightest = std::max({red, green, blue});
      const int blown = int{red >= kBlown} + int{green >= kBlown} + int{blue >= kBlown};
      const auto state = static_cast<std::uint8_t>((blown >= 2 ? kIsBlown : 0) |
                                                   (brightest <= kBlocked ? kIsBlocked : 0));
      states[x] = state;
      result.any_blown |= state == kIsBlown;
      result.any_blocked |= state == kIsBlocked;
      levels[x] = static_cast<std::uint8_t>(std::clamp(brightest / 16, 0, 255));
    }
    for (std::size_t x = 0; x < survey.blocks_across; ++x) result.sum += row[x];
    // One row in four says enough of how levels are spread.
    if (y % 4 != 0) continue;
    for (std::size_t x = 0; x < survey.blocks_across; ++x) {
      ++result.luma[row[x] / Survey::kBlockPixels];
      ++result.brightest[levels[x]];
    }
    result.counted += survey.blocks_across;
  }
  return result;
}

// A horizontal run of blocks that are all clipped, and the part it belongs to.
struct Run {
  std::uint32_t y;
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t parent;  // union-find over runs
};

std::uint32_t root_of(std::vector<Run>& runs, std::uint32_t i) {
  while (runs[i].parent != i) {
    runs[i].parent = runs[runs[i].parent].parent;
    i = runs[i].parent;
  }
  return i;
}

void join(std::vector<Run>& runs, std::uint32_t a, std::uint32_t b) {
  a = root_of(runs, a);
  b = root_of(runs, b);
  // The earlier run is the root, so that parts come in reading order.
  runs[std::max(a, b)].parent = std::min(a, b);
}

std::vector<Run> connected_runs(const Survey& survey, const BlockStates& blocks,
                                std::uint8_t state) {
  std::vector<Run> runs;
  std::size_t row_above = 0;  // index of the first run of the row above
  for (std::uint32_t y = 0; y < survey.blocks_down; ++y) {
    const std::uint8_t* row = blocks.states.data() + y * survey.blocks_across;
    const std::size_t row_begin = runs.size();
    std::size_t above = row_above;
    for (std::uint32_t x = 0; x < survey.blocks_across; ++x) {
      if (row[x] != state) continue;
      const std::uint32_t first = x;
      while (x + 1 < survey.blocks_across && row[x + 1] == state) ++x;
      const auto self = static_cast<std::uint32_t>(runs.size());
      runs.push_back({y, first, x, self});
      while (above < row_begin && runs[above].last < first) ++above;
      for (std::size_t i = above; i < row_begin && runs[i].first <= x; ++i)
        join(runs, static_cast<std::uint32_t>(i), self);
    }
    row_above = row_begin;
  }
  return runs;
}

struct Part {
  std::uint64_t blocks = 0;
  std::uint64_t on_border = 0;
  std::uint32_t left = 0xFFFFFFFF;
  std::uint32_t right = 0;
  std::uint32_t top = 0xFFFFFFFF;
  std::uint32_t bottom = 0;
};

// Blocks of the run that lie on the photo's border.
std::uint64_t on_border(const Run& run, const Survey& survey) {
  if (run.y == 0 || run.y + 1 == survey.blocks_down) return run.last - run.first + 1;
  const bool left = run.first == 0;
  const bool right = run.last + 1 == survey.blocks_across;
  return std::uint64_t{left} + std::uint64_t{right && !(left && run.first == run.last)};
}

bool is_backdrop(const Part& part, const Survey& survey) {
  const std::size_t across = survey.blocks_across;
  const std::size_t down = survey.blocks_down;
  if (across < 3 || down < 3) return false;  // all border
  if (static_cast<double>(part.blocks) > kBackdropArea * static_cast<double>(across * down))
    return false;
  const std::size_t border = 2 * (across + down) - 4;
  return static_cast<double>(part.on_border) >= kBackdropBorder * static_cast<double>(border);
}

Clipped clipped(const Survey& survey, const BlockStates& blocks, std::uint8_t state) {
  std::vector<Run> runs = connected_runs(survey, blocks, state);
  std::vector<Part> parts(runs.size());
  for (std::uint32_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    Part& part = parts[root_of(runs, i)];
    part.blocks += run.last - run.first + 1;
    part.on_border += on_border(run, survey);
    part.left = std::min(part.left, run.first);
    part.right = std::max(part.right, run.last);
    part.top = std::min(part.top, run.y);
    part.bottom = std::max(part.bottom, run.y);
  }
  const auto all = static_cast<double>(survey.blocks.size());
  std::uint64_t counted = 0;
  const Part* largest = nullptr;
  for (const Part& part : parts) {
    if (part.blocks == 0) continue;
    if (static_cast<double>(part.blocks) < kSmallestPart * all) continue;
    if (is_backdrop(part, survey)) continue;
    counted += part.blocks;
    if (largest == nullptr || part.blocks > largest->blocks) largest = &part;
  }
  Clipped result;
  result.percent = 100.0 * static_cast<double>(counted) / all;
  if (largest != nullptr) {
    constexpr auto side = static_cast<std::uint32_t>(Survey::kBlockSize);
    result.region = Region{largest->left * side, largest->top * side,
                           (largest->right - largest->left + 1) * side,
                           (largest->bottom - largest->top + 1) * side};
  }
  return result;
}

// The level below which `share` of all blocks lie.
double percentile(const std::array<std::uint32_t, 256>& histogram, std::size_t blocks,
                  double share) {
  const double wanted = share * static_cast<double>(blocks);
  double below = 0;
  for (std::size_t level = 0; level < histogram.size(); ++level) {
    below += histogram[level];
    if (below >= wanted) return static_cast<double>(level);
  }
  return 255;
}

}  // namespace

std::optional<Exposure> measure_exposure(const Image& image, const Survey& survey) {
  if (survey.blocks.empty()) return std::nullopt;
  const BlockStates blocks = look_at_blocks(image, survey);
  const std::size_t count = survey.blocks.size();
  Exposure result;
  result.brightness =
      static_cast<double>(blocks.sum) / static_cast<double>(count * Survey::kBlockPixels);
  result.contrast =
      percentile(blocks.luma, blocks.counted, 0.95) - percentile(blocks.luma, blocks.counted, 0.05);
  result.peak = percentile(blocks.brightest, blocks.counted, 0.99);
  if (blocks.any_blown) result.highlights = clipped(survey, blocks, kIsBlown);
  if (blocks.any_blocked) result.shadows = clipped(survey, blocks, kIsBlocked);
  return result;
}

}  // namespace photosieve
