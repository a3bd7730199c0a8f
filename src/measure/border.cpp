// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/border.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace photosieve {
namespace {

constexpr std::size_t kSmallest = 64;
constexpr std::size_t kLines = 256;
constexpr std::size_t kNarrowest = 4;           // pixels
constexpr std::size_t kLayers = 3;              // plain strips within one another
constexpr std::size_t kBefore = 2;              // pixels that a step may lie before its depth,
constexpr std::size_t kBehind = 3;              // and behind it: scaled frames have soft edges
constexpr double kMostEarly = 0.05;             // of the lines
constexpr double kFewestSteps = 0.5;            // of the lines
constexpr std::size_t kEndLines = kLines / 16;  // of bars: at least one in kStepsAtAnEnd of the
constexpr std::size_t kStepsAtAnEnd = 4;        // lines at each end of the bar must end in it
constexpr double kPlain = 0.95;                 // of the lines
constexpr double kWidestBar = 0.4;              // of the photo's width or height
constexpr double kWidestFrame = 0.125;          // the same, with all four sides framed
constexpr double kUneven = 0.03;                // of the width, beside kUnevenPixels
constexpr std::size_t kUnevenPixels = 3;

// In levels: how far a plain strip may ripple, and how far the picture must be from it at least.
// JPEG makes strips ripple; but what is white beside white is only seen where it does not.
struct Tolerance {
  int even;
  int step;
};
constexpr Tolerance kTight{2, 4};
constexpr Tolerance kLoose{6, 10};

struct Colour {
  int luma = 0;
  int cb = 128;
  int cr = 128;
};

int distance(const Colour& a, const Colour& b) {
  return std::max({std::abs(a.luma - b.luma), std::abs(a.cb - b.cb), std::abs(a.cr - b.cr)});
}

// The photo as seen from one of its sides: how deep, and how far along the side.
class Side {
 public:
  enum class From : std::uint8_t { kTop, kBottom, kLeft, kRight };

  Side(const Image& image, From from) : image_(image), from_(from) {
    if (image.grey()) return;
    shrink_x_ = (image.width() + image.cb.width() - 1) / image.cb.width();
    shrink_y_ = (image.height() + image.cb.height() - 1) / image.cb.height();
  }

  [[nodiscard]] bool upright() const { return from_ == From::kTop || from_ == From::kBottom; }
  [[nodiscard]] std::size_t depth() const { return upright() ? image_.height() : image_.width(); }
  [[nodiscard]] std::size_t length() const { return upright() ? image_.width() : image_.height(); }

  [[nodiscard]] Colour at(std::size_t deep, std::size_t along) const {
    const bool far = from_ == From::kBottom || from_ == From::kRight;
    const std::size_t across = far ? depth() - 1 - deep : deep;
    const std::size_t x = upright() ? along : across;
    const std::size_t y = upright() ? across : along;
    Colour colour;
    colour.luma = image_.luma.row(y)[x];
    if (image_.grey()) return colour;
    colour.cb = image_.cb.row(y / shrink_y_)[x / shrink_x_];
    colour.cr = image_.cr.row(y / shrink_y_)[x / shrink_x_];
    return colour;
  }

  // The middle of what lies at that depth.
  [[nodiscard]] Colour usual(std::size_t deep) const {
    std::array<std::vector<int>, 3> values;
    for (std::size_t line = 0; line < kLines; ++line) {
      const Colour colour = at(deep, place(line));
      values[0].push_back(colour.luma);
      values[1].push_back(colour.cb);
      values[2].push_back(colour.cr);
    }
    for (std::vector<int>& of : values)
      std::nth_element(of.begin(), of.begin() + kLines / 2, of.end());
    return {values[0][kLines / 2], values[1][kLines / 2], values[2][kLines / 2]};
  }

  [[nodiscard]] std::size_t place(std::size_t line) const {
    return (2 * line + 1) * length() / (2 * kLines);
  }

 private:
  const Image& image_;
  From from_;
  std::size_t shrink_x_ = 1;
  std::size_t shrink_y_ = 1;
};

struct End {
  std::size_t deep = 0;  // where a line leaves the side's colour; 0 where it does not
  bool step = false;     // at once
};
using Ends = std::array<End, kLines>;

Ends ends_of_lines(const Side& side, std::size_t start, const Colour& colour,
                   const Tolerance& within) {
  const auto deepest = static_cast<std::size_t>(kWidestBar * static_cast<double>(side.depth()));
  Ends ends;
  for (std::size_t line = 0; line < kLines; ++line) {
    const std::size_t along = side.place(line);
    std::size_t deep = start;
    while (deep < deepest && distance(side.at(deep, along), colour) <= within.even) ++deep;
    if (deep >= deepest) continue;
    ends[line] = {deep, distance(side.at(deep + 2, along), colour) >= within.step};
  }
  return ends;
}

struct Strip {
  std::size_t width = 0;         // how deep the plain strip reaches; 0: there is none
  bool from_end_to_end = false;  // it ends in steps at both of its own ends, too
};

bool steps_at(const End& end, std::size_t width) {
  return end.step && end.deep + kBefore >= width && end.deep < width + kBehind;
}

Strip strip(const Side& side, std::size_t start, const Colour& colour, std::size_t narrowest,
            const Tolerance& within) {
  const Ends ends = ends_of_lines(side, start, colour, within);
  std::vector<std::uint32_t> steps(side.depth());
  std::vector<std::size_t> depths;
  for (const End& end : ends) {
    if (end.step) ++steps[end.deep];
    if (end.deep > 0) depths.push_back(end.deep);
  }
  Strip found;
  std::uint32_t most = 0;
  for (std::size_t deep = start + narrowest; deep + kBehind < steps.size(); ++deep) {
    if (steps[deep] <= most) continue;
    most = steps[deep];
    found.width = deep;
  }
  const auto early = std::count_if(depths.begin(), depths.end(),
                                   [&](std::size_t deep) { return deep + kBefore < found.width; });
  const auto sharp = std::count_if(ends.begin(), ends.end(),
                                   [&](const End& end) { return steps_at(end, found.width); });
  if (found.width == 0 || static_cast<double>(early) > kMostEarly * kLines ||
      static_cast<double>(sharp) < kFewestSteps * kLines)
    return {};
  const auto steps_in = [&](std::size_t first) {
    std::size_t count = 0;
    for (std::size_t line = first; line < first + kEndLines; ++line)
      if (steps_at(ends[line], found.width)) ++count;
    return count * kStepsAtAnEnd >= kEndLines;
  };
  found.from_end_to_end = steps_in(0) && steps_in(kLines - kEndLines);
  return found;
}

// Whether the picture is of one colour, too, where it begins; what goes on in the frame's colour
// (the frame's other sides) is left out.
bool plain(const Side& side, std::size_t deep, const Colour& frame) {
  const Colour usual = side.usual(deep);
  std::size_t near = 0;
  std::size_t counted = 0;
  for (std::size_t line = 0; line < kLines; ++line) {
    const Colour colour = side.at(deep, side.place(line));
    if (distance(colour, frame) <= kLoose.even) continue;
    ++counted;
    if (distance(colour, usual) <= kTight.even) ++near;
  }
  return static_cast<double>(near) >= kPlain * static_cast<double>(counted);
}

struct Frame {
  Strip strip;
  Colour colour;
  bool plain_inside = false;
};

Frame frame_of(const Side& side) {
  Frame frame;
  frame.colour = side.usual(1);
  std::size_t start = 0;
  Colour colour = frame.colour;
  for (std::size_t layer = 0; layer < kLayers; ++layer) {
    const std::size_t narrowest = layer == 0 ? kNarrowest : 1;
    Strip found = strip(side, start, colour, narrowest, kTight);
    if (found.width == 0) found = strip(side, start, colour, narrowest, kLoose);
    if (found.width == 0) break;
    frame.strip = found;
    start = found.width + kBehind;
    frame.plain_inside = plain(side, start, colour);
    if (!frame.plain_inside) break;
    colour = side.usual(start);
  }
  return frame;
}

// What two facing sides have in common; a width of 0: nothing.
Strip common(const Frame& one, const Frame& other) {
  if (one.strip.width == 0 || other.strip.width == 0) return {};
  if (one.plain_inside && other.plain_inside) return {};
  if (distance(one.colour, other.colour) > 2 * kLoose.even) return {};
  const auto [narrow, wide] = std::minmax(one.strip.width, other.strip.width);
  const auto may_differ =
      kUnevenPixels + static_cast<std::size_t>(kUneven * static_cast<double>(wide));
  if (wide - narrow > may_differ) return {};
  return {wide, one.strip.from_end_to_end && other.strip.from_end_to_end};
}

bool within(std::size_t width, std::size_t side, double share) {
  return static_cast<double>(width) <= share * static_cast<double>(side);
}

Region rows(std::size_t x, std::size_t y, std::size_t width, std::size_t height) {
  return {static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y),
          static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

}  // namespace

std::optional<Border> measure_border(const Image& image) {
  const std::size_t width = image.width();
  const std::size_t height = image.height();
  if (std::min(width, height) < kSmallest) return std::nullopt;
  using From = Side::From;
  const auto frame = [&](From from) { return frame_of({image, from}); };
  const Strip flat = common(frame(From::kTop), frame(From::kBottom));
  const Strip upright = common(frame(From::kLeft), frame(From::kRight));
  const bool framed = flat.width != 0 && upright.width != 0;
  if (framed) {
    if (!within(flat.width, height, kWidestFrame) || !within(upright.width, width, kWidestFrame))
      return Border{};
  } else if (!flat.from_end_to_end && !upright.from_end_to_end) {
    return Border{};
  }
  if (flat.width >= upright.width)
    return Border{static_cast<double>(flat.width), rows(0, 0, width, flat.width)};
  return Border{static_cast<double>(upright.width), rows(0, 0, upright.width, height)};
}

}  // namespace photosieve
