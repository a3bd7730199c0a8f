// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "base/text.h"
#include "report/html_text.h"

namespace photosieve {
namespace {

// In the units of the viewBox; the page scales it to its column.
constexpr double kWidth = 760;
constexpr double kHeight = 220;
constexpr double kSmallWidth = 400;
constexpr double kSmallHeight = 150;
constexpr double kLeft = 56;
constexpr double kRight = 12;
constexpr double kTop = 12;
constexpr double kBottom = 30;
constexpr double kOfALabel = 85;  // at least so much width for one along the bottom

double time_step(double seconds, double count) {
  constexpr std::array kSteps{1.0,    2.0,    5.0,    10.0,    20.0,    30.0,
                              60.0,   120.0,  300.0,  600.0,   900.0,   1800.,
                              3600.0, 7200.0, 10800., 21600.0, 43200.0, 86400.};
  for (const double step : kSteps)
    if (seconds / step <= count) return step;
  return 86400 * std::ceil(seconds / 86400 / count);
}

std::string time_text(double seconds) {
  const auto whole = static_cast<long long>(std::llround(seconds));
  if (whole == 0) return "0";
  if (whole % 3600 == 0) return fmt::format("{} h", whole / 3600);
  if (whole > 3600) return fmt::format("{}:{:02} h", whole / 3600, whole / 60 % 60);
  if (whole % 60 == 0) return fmt::format("{} min", whole / 60);
  if (whole > 60) return fmt::format("{}:{:02} min", whole / 60, whole % 60);
  return fmt::format("{} s", whole);
}

class Drawing {
 public:
  explicit Drawing(const Chart& chart)
      : chart_(chart),
        width_(chart.small ? kSmallWidth : kWidth),
        height_(chart.small ? kSmallHeight : kHeight) {
    double highest = chart.most;
    for (const ChartPoint& point : chart.points) {
      if (std::isfinite(point.value)) highest = std::max(highest, point.value);
      span_ = std::max(span_, point.seconds);
    }
    span_ = std::clamp(std::max(span_, chart.seconds), 1e-9, 1e9);  // 30 years
    if (highest <= 0) return;  // nothing but zeros: from 0 to 1
    step_ = round_step(std::max(highest, 1e-9), 5);
    top_ = std::max(step_, std::ceil(highest / step_ - 1e-9) * step_);
  }

  [[nodiscard]] std::string draw() {
    add("<svg class=\"chart\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\"><title>{}</title>", width_,
        height_, html_escaped(chart_.title));
    grid();
    values();
    marks();
    return text_ + "</svg>";
  }

 private:
  template <class... Values>
  void add(const char* form, const Values&... values) {
    fmt::format_to(std::back_inserter(text_), fmt::runtime(form), values...);
  }
  [[nodiscard]] double x(double seconds) const {
    return kLeft + std::clamp(seconds / span_, 0.0, 1.0) * (width_ - kLeft - kRight);
  }
  [[nodiscard]] double y(double value) const {
    return height_ - kBottom - std::clamp(value / top_, 0.0, 1.0) * (height_ - kTop - kBottom);
  }

  void grid() {
    const auto lines = static_cast<int>(std::lround(top_ / step_));
    for (int i = 0; i <= lines; ++i) {
      const double value = i * step_;
      add("<line class=\"c-grid\" x1=\"{:.0f}\" x2=\"{:.0f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>", kLeft,
          width_ - kRight, y(value), y(value));
      add("<text class=\"c-text\" x=\"{:.0f}\" y=\"{:.1f}\" text-anchor=\"end\">{:g}</text>",
          kLeft - 6, y(value) + 4, value);
    }
    const double step = time_step(span_, std::floor((width_ - kLeft) / kOfALabel));
    const auto labels = static_cast<int>(std::floor(span_ / step + 1e-6));
    for (int i = 0; i <= labels; ++i)
      add("<text class=\"c-text\" x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}</text>",
          x(i * step), height_ - 10, time_text(i * step));
  }

  // Each run of finite values is a path of its own.
  void values() {
    for (std::size_t i = 0; i < chart_.points.size();) {
      if (!std::isfinite(chart_.points[i].value)) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < chart_.points.size() && std::isfinite(chart_.points[end].value)) ++end;
      path(i, end);
      i = end;
    }
  }

  void path(std::size_t from, std::size_t to) {
    std::string line;
    const auto go = [&](double at, double value) {
      fmt::format_to(std::back_inserter(line), "{}{:.1f} {:.1f}", line.empty() ? "M" : "L", x(at),
                     y(value));
    };
    for (std::size_t i = from; i < to; ++i) {
      const ChartPoint& point = chart_.points[i];
      go(point.seconds, point.value);
      if (!chart_.steps) continue;
      const bool last = i + 1 == chart_.points.size();
      go(last ? span_ : chart_.points[i + 1].seconds, point.value);
    }
    const double end = chart_.steps && to == chart_.points.size()
                           ? span_
                           : chart_.points[std::min(to, chart_.points.size() - 1)].seconds;
    const double last = chart_.steps ? end : chart_.points[to - 1].seconds;
    add("<path class=\"c-area\" d=\"{}L{:.1f} {:.1f}L{:.1f} {:.1f}Z\"/>", line, x(last), y(0),
        x(chart_.points[from].seconds), y(0));
    add("<path class=\"c-line\" d=\"{}\"/>", line);
  }

  void marks() {
    for (const ChartMark& mark : chart_.marks)
      add("<line class=\"c-mark\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.0f}\" "
          "y2=\"{2:.0f}\"><title>{3}</title></line>",
          x(mark.seconds), kTop, height_ - kBottom, html_escaped(mark.title));
  }

  const Chart& chart_;
  const double width_;
  const double height_;
  double span_ = 0;
  double step_ = 1;
  double top_ = 1;
  std::string text_;
};

}  // namespace

double round_step(double most, int count) {
  const double least = most / count;
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double digit : {1.0, 2.0, 5.0})
    if (digit * power >= least * (1 - 1e-9)) return digit * power;
  return 10 * power;
}

std::string svg_chart(const Chart& chart) {
  return Drawing(chart).draw();
}

}  // namespace photosieve
