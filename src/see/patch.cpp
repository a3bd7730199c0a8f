// SPDX-License-Identifier: GPL-3.0-or-later
#include "see/patch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace photosieve {
namespace {

constexpr std::size_t kRowsRead = 4;
constexpr int kMostPoints = 4;
constexpr float kNeutral = 128.0F;

// Which pixels of a line (0 to `length`) each of `count` parts of it covers; none: outside.
struct Part {
  std::size_t first = 0;
  std::size_t last = 0;  // one past
};

std::vector<Part> parts(double begin, double size, std::size_t count, std::size_t length) {
  std::vector<Part> all(count);
  const double step = size / static_cast<double>(count);
  const auto highest = static_cast<double>(length);
  for (std::size_t i = 0; i < count; ++i) {
    const double from = begin + static_cast<double>(i) * step;
    const double middle = from + step / 2;
    if (middle < 0 || middle >= highest) continue;
    const auto first = static_cast<std::size_t>(std::clamp(std::round(from), 0.0, highest - 1));
    const auto last = static_cast<std::size_t>(std::clamp(std::round(from + step), 0.0, highest));
    all[i] = {first, std::max(last, first + 1)};
  }
  return all;
}

// The means of a plane, or -1 outside of it.
std::vector<float> shrunk_plane(const Plane& plane, const Box& box, std::size_t width,
                                std::size_t height) {
  std::vector<float> means(width * height, -1.0F);
  const std::vector<Part> across = parts(box.x, box.width, width, plane.width());
  const std::vector<Part> down = parts(box.y, box.height, height, plane.height());
  std::size_t left = plane.width();
  std::size_t right = 0;
  for (const Part& part : across)
    if (part.last > 0) {
      left = std::min(left, part.first);
      right = std::max(right, part.last);
    }
  if (left >= right) return means;
  std::vector<std::uint16_t> sums(right - left);
  for (std::size_t y = 0; y < height; ++y) {
    const Part rows = down[y];
    if (rows.last == 0) continue;
    const std::size_t covered = rows.last - rows.first;
    const std::size_t read = std::min(covered, kRowsRead);
    std::fill(sums.begin(), sums.end(), std::uint16_t{0});
    for (std::size_t i = 0; i < read; ++i) {
      const std::uint8_t* row = plane.row(rows.first + (2 * i + 1) * covered / (2 * read)) + left;
      for (std::size_t x = 0; x < sums.size(); ++x)
        sums[x] = static_cast<std::uint16_t>(sums[x] + row[x]);
    }
    for (std::size_t x = 0; x < width; ++x) {
      const Part part = across[x];
      if (part.last == 0) continue;
      std::uint32_t sum = 0;
      for (std::size_t i = part.first; i < part.last; ++i) sum += sums[i - left];
      means[y * width + x] =
          static_cast<float>(sum) / static_cast<float>((part.last - part.first) * read);
    }
  }
  return means;
}

// ITU-R BT.601, full range, as JPEG has it.
void put_rgb(float luma, float cb, float cr, float* rgb) {
  const float blue = cb - kNeutral;
  const float red = cr - kNeutral;
  rgb[0] = std::clamp(luma + 1.402F * red, 0.0F, 255.0F);
  rgb[1] = std::clamp(luma - 0.344136F * blue - 0.714136F * red, 0.0F, 255.0F);
  rgb[2] = std::clamp(luma + 1.772F * blue, 0.0F, 255.0F);
}

Box scaled(const Box& box, const Plane& to, const Plane& from) {
  const double x = static_cast<double>(to.width()) / static_cast<double>(from.width());
  const double y = static_cast<double>(to.height()) / static_cast<double>(from.height());
  return {box.x * x, box.y * y, box.width * x, box.height * y};
}

// Between four pixels; x and y are of pixels' centres.
float between(const Plane& plane, double x, double y) {
  const double most_x = static_cast<double>(plane.width()) - 1;
  const double most_y = static_cast<double>(plane.height()) - 1;
  x = std::clamp(x, 0.0, most_x);
  y = std::clamp(y, 0.0, most_y);
  const auto left = static_cast<std::size_t>(x);
  const auto top = static_cast<std::size_t>(y);
  const std::size_t right = std::min(left + 1, plane.width() - 1);
  const auto along = static_cast<float>(x - static_cast<double>(left));
  const auto below = static_cast<float>(y - static_cast<double>(top));
  const std::uint8_t* upper = plane.row(top);
  const std::uint8_t* lower = plane.row(std::min(top + 1, plane.height() - 1));
  const auto mix = [along, left, right](const std::uint8_t* row) {
    return static_cast<float>(row[left]) * (1 - along) + static_cast<float>(row[right]) * along;
  };
  return mix(upper) * (1 - below) + mix(lower) * below;
}

}  // namespace

Patch shrunk(const Image& image, const Box& box, std::size_t width, std::size_t height) {
  Patch patch{width, height, std::vector<float>(width * height * 3, 0.0F)};
  const std::vector<float> luma = shrunk_plane(image.luma, box, width, height);
  std::vector<float> cb;
  std::vector<float> cr;
  if (!image.grey()) {
    cb = shrunk_plane(image.cb, scaled(box, image.cb, image.luma), width, height);
    cr = shrunk_plane(image.cr, scaled(box, image.cr, image.luma), width, height);
  }
  for (std::size_t i = 0; i < luma.size(); ++i) {
    if (luma[i] < 0) continue;
    const bool coloured = !cb.empty() && cb[i] >= 0 && cr[i] >= 0;
    put_rgb(luma[i], coloured ? cb[i] : kNeutral, coloured ? cr[i] : kNeutral, &patch.rgb[i * 3]);
  }
  return patch;
}

Patch cut(const Image& image, const TurnedBox& box, std::size_t width, std::size_t height) {
  Patch patch{width, height, std::vector<float>(width * height * 3, 0.0F)};
  const double step_x = box.width / static_cast<double>(width);
  const double step_y = box.height / static_cast<double>(height);
  const int points_x = std::clamp(static_cast<int>(std::lround(step_x)), 1, kMostPoints);
  const int points_y = std::clamp(static_cast<int>(std::lround(step_y)), 1, kMostPoints);
  const double cosine = std::cos(box.angle);
  const double sine = std::sin(box.angle);
  const std::array<const Plane*, 3> planes{&image.luma, &image.cb, &image.cr};
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      std::array<float, 3> sums{};
      for (int i = 0; i < points_y; ++i)
        for (int j = 0; j < points_x; ++j) {
          const double along =
              (static_cast<double>(x) + (j + 0.5) / points_x) * step_x - box.width / 2;
          const double below =
              (static_cast<double>(y) + (i + 0.5) / points_y) * step_y - box.height / 2;
          const double at_x = box.centre_x + along * cosine - below * sine;
          const double at_y = box.centre_y + along * sine + below * cosine;
          for (std::size_t plane = 0; plane < (image.grey() ? 1U : 3U); ++plane) {
            const Plane& from = *planes[plane];
            sums[plane] += between(
                from,
                at_x * static_cast<double>(from.width()) / static_cast<double>(image.width()) - 0.5,
                at_y * static_cast<double>(from.height()) / static_cast<double>(image.height()) -
                    0.5);
          }
        }
      const auto points = static_cast<float>(points_x * points_y);
      put_rgb(sums[0] / points, image.grey() ? kNeutral : sums[1] / points,
              image.grey() ? kNeutral : sums[2] / points, &patch.rgb[(y * width + x) * 3]);
    }
  return patch;
}

Region region_of(const Box& box, const Image& image) {
  const double left = std::clamp(box.x, 0.0, static_cast<double>(image.width() - 1));
  const double top = std::clamp(box.y, 0.0, static_cast<double>(image.height() - 1));
  const double right = std::clamp(box.x + box.width, left + 1, static_cast<double>(image.width()));
  const double bottom =
      std::clamp(box.y + box.height, top + 1, static_cast<double>(image.height()));
  return {static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top),
          static_cast<std::uint32_t>(right - left), static_cast<std::uint32_t>(bottom - top)};
}

Box around(const TurnedBox& box) {
  const double cosine = std::abs(std::cos(box.angle));
  const double sine = std::abs(std::sin(box.angle));
  const double width = box.width * cosine + box.height * sine;
  const double height = box.width * sine + box.height * cosine;
  return {box.centre_x - width / 2, box.centre_y - height / 2, width, height};
}

double overlap(const Box& a, const Box& b) {
  const double width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
  const double height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const double both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}

}  // namespace photosieve
