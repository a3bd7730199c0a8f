// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "console/number_text.h"

namespace photosieve {
namespace {

constexpr std::size_t kLabelColumns = 14;

std::string row(std::string_view label, const std::string& value) {
  std::string line = "  ";
  line += label;
  line.append(kLabelColumns - std::min(kLabelColumns, display_width(label)), ' ');
  return line + value;
}

// "out_of_focus" as words.
std::string words(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string count_of(std::uint32_t count) {
  return fmt::format("{:>9}", human_count(count));
}

std::string share_of(std::uint32_t part, std::uint32_t whole) {
  if (whole == 0) return {};
  return "  (" + percent_text(part, whole) + ")";
}

const char* headline(SessionStatus status) {
  switch (status) {
    case SessionStatus::kComplete:
      return "Done";
    case SessionStatus::kCancelled:
      return "Cancelled";
    case SessionStatus::kFailed:
      return "Failed";
    case SessionStatus::kPaused:
      return "Paused";
    default:
      return "Interrupted";
  }
}

void add_codes(const SummaryCounts& counts, Severity severity, const char* title,
               std::vector<std::string>& lines) {
  bool titled = false;
  for (int c = 0; c < 4; ++c) {
    const auto category = static_cast<Category>(c);
    for (const SummaryCounts::Code& one : counts.codes) {
      if (one.severity != severity || info(one.code).category != category) continue;
      if (!std::exchange(titled, true)) {
        lines.emplace_back();
        lines.emplace_back(title);
      }
      lines.push_back(fmt::format("{}  {} ({})", count_of(one.photos), words(info(one.code).name),
                                  name(category)));
    }
  }
}

// Of several values those that are known, with commas.
std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += ", ";
    text += part;
  }
  return text;
}

std::string known(const std::optional<double>& value, const char* form) {
  return value ? fmt::format(fmt::runtime(form), *value) : std::string();
}

// Peaks and means.
void add_figures(const Session& session, const RunFigures& figures,
                 std::vector<std::string>& lines) {
  const auto seconds = [](const std::optional<double>& value, const char* of) {
    return value ? seconds_text(*value) + of : std::string();
  };
  const std::string times =
      joined({seconds(figures.photo_seconds(), " a photo in a worker"),
              seconds(figures.mean_batch_seconds(), " a batch"),
              session.batches > 0
                  ? human_count(session.batches) + (session.batches == 1 ? " batch" : " batches")
                  : std::string()});
  if (!times.empty()) lines.push_back(row("times", times));
  const auto memory = figures.peak_memory_mb() ? figures.peak_memory_mb() : session.peak_memory_mb;
  const std::string machine =
      joined({known(figures.mean_cpu_percent(), "CPU {:.0f}% in the mean"),
              memory ? "memory " + megabytes_text(*memory) + " at most" : std::string(),
              known(session.avg_gpu_usage ? session.avg_gpu_usage : figures.mean_gpu_percent(),
                    "GPU {:.0f}% in the mean"),
              known(figures.peak_speed(), "{:.1f} photos/s at best")});
  if (!machine.empty()) lines.push_back(row("machine", machine));
}

}  // namespace

std::vector<std::string> summary_lines(const Session& session, const SummaryCounts& counts,
                                       const SummaryMore& more, const Style& style) {
  std::vector<std::string> lines;
  const double speed =
      session.elapsed_seconds > 0 ? session.processed / session.elapsed_seconds : 0;
  const std::string total =
      session.total_images ? " of " + human_count(*session.total_images) : std::string();
  lines.push_back(style.paint(Colour::kBold, headline(session.status)));
  lines.push_back(row(
      "photos", fmt::format("{}{} in {}{}", human_count(session.processed), total,
                            human_duration(session.elapsed_seconds),
                            speed > 0 ? fmt::format(", {:.1f} photos/s", speed) : std::string())));
  lines.push_back(row("approved", style.paint(Colour::kGreen, human_count(session.approved)) +
                                      share_of(session.approved, session.processed)));
  lines.push_back(row("rejected", style.paint(Colour::kRed, human_count(session.rejected)) +
                                      share_of(session.rejected, session.processed)));
  if (session.rejected > 0)
    lines.push_back(row("because of", fmt::format("quality {}, defect {}, similarity {}, "
                                                  "compliance {}",
                                                  human_count(session.issues.quality),
                                                  human_count(session.issues.defect),
                                                  human_count(session.issues.similarity),
                                                  human_count(session.issues.compliance))));
  add_figures(session, more.figures, lines);
  add_codes(counts, Severity::kReject, "Reasons (a photo may have several)", lines);
  add_codes(counts, Severity::kWarn, "Warnings", lines);
  add_codes(counts, Severity::kLabel, "Labels", lines);

  if (!counts.skipped.empty()) {
    lines.emplace_back();
    lines.emplace_back("Skipped files");
    for (const SummaryCounts::Skipped& one : counts.skipped)
      lines.push_back(fmt::format("{}  {}", count_of(one.files), words(name(one.reason))));
  }

  lines.emplace_back();
  if (!session.error.empty())
    lines.push_back(style.paint(Colour::kRed, "error: " + style.shown(session.error)));
  if (counts.not_copied > 0)
    lines.push_back(style.paint(
        Colour::kRed, fmt::format("{} approved photo{} could not be copied: `photosieve report` "
                                  "says why",
                                  counts.not_copied, counts.not_copied == 1 ? "" : "s")));
  if (session.settings.copy && session.status == SessionStatus::kComplete)
    lines.push_back(row("approved in", style.shown(session.output_folder)));
  if (session.status == SessionStatus::kInterrupted || session.status == SessionStatus::kPaused)
    lines.push_back(row("to go on", "run the same command again, or `photosieve resume " +
                                        session.id.substr(0, 13) + "`"));
  if (!more.elsewhere)
    lines.push_back(row("every reason", "photosieve report " + session.id.substr(0, 13)));
  if (!more.report.empty()) lines.push_back(row("report", style.shown(more.report)));
  return lines;
}

}  // namespace photosieve
