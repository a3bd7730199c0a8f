// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/flow.h"

#include "console/text_width.h"

namespace photosieve {
namespace {

constexpr std::size_t kGap = 2;

// A line as it is put together: the parts, and where each next one goes.
class Lines {
 public:
  Lines(std::size_t columns, const Style& style) : columns_(columns), style_(style) {}

  // False, and nothing is added, where it has no room on the line that is being made.
  bool add_here(const std::string& text, Colour colour) {
    const std::size_t gap = lines_.empty() ? 0 : kGap;
    const std::size_t wide = text_columns(text);
    if (used_ + gap + wide > columns_) return false;
    if (lines_.empty()) lines_.emplace_back();
    lines_.back().append(gap, ' ');
    lines_.back() += style_.paint(colour, text);
    used_ += gap + wide;
    return true;
  }
  void add(const std::string& text, Colour colour) {
    if (add_here(text, colour)) return;
    const std::string fitted = style_.fitted(text, columns_);
    lines_.push_back(style_.paint(colour, fitted));
    used_ = text_columns(fitted);
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(lines_); }

 private:
  const std::size_t columns_;
  const Style& style_;
  std::vector<std::string> lines_;
  std::size_t used_ = 0;
};

// One line of long forms with the first `optional` parts that have no short one, if it has room.
std::vector<std::string> on_one_line(const std::vector<FlowPart>& parts, std::size_t optional,
                                     std::size_t columns, const Style& style) {
  Lines lines(columns, style);
  for (const FlowPart& part : parts) {
    if (part.text.empty()) continue;
    if (part.brief.empty()) {
      if (optional == 0) continue;
      --optional;
    }
    if (!lines.add_here(part.text, part.colour)) return {};
  }
  return lines.take();
}

}  // namespace

std::vector<std::string> flow_lines(const std::vector<FlowPart>& parts, std::size_t columns,
                                    const Style& style) {
  std::size_t optional = 0;
  for (const FlowPart& part : parts) optional += part.brief.empty() && !part.text.empty() ? 1 : 0;
  for (std::size_t kept = optional + 1; kept-- > 0;)
    if (auto line = on_one_line(parts, kept, columns, style); !line.empty()) return line;
  Lines lines(columns, style);
  for (const FlowPart& part : parts)
    if (!part.brief.empty()) lines.add(part.brief, part.colour);
  return lines.take();
}

}  // namespace photosieve
