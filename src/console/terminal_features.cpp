// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/terminal_features.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace photosieve {
namespace {

constexpr SteadyNs kKeepAlive = 5'000'000'000;

std::uint32_t number_of(std::string_view text) {
  std::uint32_t number = 0;
  (void)std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// iTerm2's TERM_FEATURES is a row of codes, each a capital, small letters and a number: "T3LrMP".
bool has_progress_code(std::string_view features) {
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (features[i] != 'P') continue;
    const char next = i + 1 < features.size() ? features[i + 1] : 'A';
    if (next < 'a' || next > 'z') return true;
  }
  return false;
}

std::string wrapped(const TerminalFeatures& features, const std::string& sequence) {
  if (!features.through_tmux) return sequence;
  std::string text = "\x1bPtmux;";
  for (const char c : sequence) text += c == '\x1b' ? std::string("\x1b\x1b") : std::string(1, c);
  return text + "\x1b\\";
}

}  // namespace

TerminalFeatures terminal_features(
    const std::function<std::string_view(const char*)>& environment) {
  using Notify = TerminalFeatures::Notify;
  TerminalFeatures features;
  const std::string_view terminal = environment("TERM");
  const std::string_view program = environment("TERM_PROGRAM");
  const bool tmux = !environment("TMUX").empty() || terminal.starts_with("tmux");
  const bool screen = !tmux && terminal.starts_with("screen");
  if (screen) return features;
  features.progress = !environment("WT_SESSION").empty() || environment("ConEmuANSI") == "ON" ||
                      number_of(environment("PTYXIS_VERSION")) >= 48 ||
                      number_of(environment("KONSOLE_VERSION")) >= 260400;
  features.through_tmux = tmux;
  if (tmux) return features;  // what TERM_PROGRAM says is tmux itself
  const bool ghostty = program == "ghostty";
  features.progress = features.progress || ghostty || program == "WezTerm" ||
                      has_progress_code(environment("TERM_FEATURES"));
  features.keep_alive = ghostty;
  if (program == "iTerm.app" || program == "WezTerm") features.notify = Notify::kOsc9;
  if (ghostty || terminal.starts_with("foot") || terminal.starts_with("rxvt-unicode"))
    features.notify = Notify::kOsc777;
  if (terminal == "xterm-kitty") features.notify = Notify::kOsc99;
  return features;
}

std::string notification(const TerminalFeatures& features, std::string_view text) {
  using Notify = TerminalFeatures::Notify;
  std::string clean = printable(text);
  switch (features.notify) {
    case Notify::kBell:
      return "\a";
    case Notify::kOsc9:
      return "\x1b]9;" + clean + "\x1b\\";
    case Notify::kOsc99:
      return "\x1b]99;i=photosieve:d=0;Photosieve\x1b\\\x1b]99;i=photosieve:p=body;" + clean +
             "\x1b\\";
    case Notify::kOsc777:
      // A semicolon would end the text.
      for (char& c : clean)
        if (c == ';') c = ',';
      return "\x1b]777;notify;Photosieve;" + clean + "\x1b\\";
  }
  return {};
}

std::string Taskbar::sent(std::string value, SteadyNs now) {
  shown_ = std::move(value);
  told_at_ = now;
  return wrapped(features_, "\x1b]9;4;" + shown_ + "\x1b\\");
}

std::string Taskbar::update(const ViewState& state, SteadyNs now) {
  if (!features_.progress || !state.progress) return {};
  const ProgressUpdate& progress = *state.progress;
  const std::uint32_t total = progress.total_images.value_or(0);
  std::string value = "3;0";  // nobody knows how far
  if (state.end == RunEnd::kFailed)
    value = "2;100";
  else if (total > 0)
    value = fmt::format("{};{}", state.paused ? 4 : 1,
                        std::uint64_t{progress.current_image} * 100 / total);
  const bool late = features_.keep_alive && now - told_at_ >= kKeepAlive;
  if (value == shown_ && !late) return {};
  return sent(std::move(value), now);
}

std::string Taskbar::cleared() {
  if (shown_.empty()) return {};
  std::string sequence = sent("0;0", told_at_);
  shown_.clear();
  return sequence;
}

}  // namespace photosieve
