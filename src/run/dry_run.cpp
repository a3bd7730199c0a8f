// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/dry_run.h"
#include "run/helping_hands.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <array>

#include "base/text.h"
#include "record/output_folder.h"
#include "run/opened_session.h"
#include "run/owner.h"
#include "scan/scanner.h"

namespace photosieve {
namespace {

// Room on the filesystem of a folder that need not exist yet.
std::uint64_t free_bytes_at(std::string path) {
  struct statvfs about {};
  while (::statvfs(path.empty() ? "/" : path.c_str(), &about) != 0) {
    if (path.empty()) return 0;
    path.resize(path.rfind('/'));
  }
  return std::uint64_t{about.f_bavail} * about.f_frsize;
}

bool lies_in(const std::string& path, const std::string& folder) {
  return path == folder || path.starts_with(folder == "/" ? folder : folder + "/");
}

// A session that runs over these folders, or was interrupted, in words; "" when there is none.
Result<std::string> session_in_the_way(Store& store, const DryRun& run, bool anew) {
  PS_TRY(const auto newest, store.newest_session(run.input, run.output));
  if (!newest || ended(newest->status)) return std::string();
  PS_TRY(const std::string runtime, runtime_folder());
  if (is_owned(runtime, newest->id))
    return fmt::format("Session {} over these folders is {} now", newest->id,
                       newest->status == SessionStatus::kPaused ? "paused" : "running");
  if (anew) return std::string();
  return fmt::format("Session {} over these folders was interrupted: resume it, or start anew",
                     newest->id);
}

class Counting {
 public:
  Counting(DryRun& run, bool copies) : run_(run), copies_(copies) {}

  void take(const Scanned& found) {
    if (const auto* skipped = std::get_if<SkippedFile>(&found)) {
      ++skipped_[static_cast<std::size_t>(skipped->reason)];
      return;
    }
    const auto& photo = std::get<PhotoRef>(found);
    ++run_.photos;
    run_.bytes += photo.identity.bytes;
    struct stat there {};
    if (copies_ && ::stat((run_.output + "/" + photo.path).c_str(), &there) == 0)
      ++already_there_;
    else if (copies_)
      run_.needed_bytes += photo.identity.bytes;
  }

  void finish() {
    for (std::size_t reason = 0; reason < skipped_.size(); ++reason)
      if (skipped_[reason] > 0)
        run_.skipped.push_back({static_cast<SkipReason>(reason), skipped_[reason]});
    if (already_there_ > 0)
      run_.conflicts.push_back(
          fmt::format("{} photos have files of their names in the output already: what is not the "
                      "same is not replaced",
                      human_count(already_there_)));
  }

 private:
  DryRun& run_;
  const bool copies_;
  std::array<std::uint32_t, kSkipReasonCount> skipped_{};
  std::uint32_t already_there_ = 0;
};

}  // namespace

Result<DryRun> dry_run(const StartRequest& request, Store& store, const std::stop_token& stop) {
  PS_TRY_VOID(load_profile(request.settings.profile));
  DryRun run;
  PS_TRY(run.input, real_folder(request.input));
  PS_TRY(const UniqueFd folder, open_folder(run.input));
  PS_TRY(run.output,
         absolute_folder(request.output.empty() ? default_output(run.input) : request.output));
  const bool copies = request.settings.copy;

  run.could_start = true;
  const auto stands_in_the_way = [&](std::string why) {
    run.conflicts.push_back(std::move(why));
    run.could_start = false;
  };
  PS_TRY(std::string session, session_in_the_way(store, run, request.anew));
  if (!session.empty()) stands_in_the_way(std::move(session));
  if (copies && lies_in(run.output, run.input))
    stands_in_the_way("The output lies inside the input: name one outside it");
  else if (copies && lies_in(run.input, run.output))
    stands_in_the_way("The input lies inside the output: name another output");

  Counting counting(run, copies);
  PS_TRY_VOID(Scanner(folder.get(), side_by_side())
                  .walk(
                      [&](const Scanned& found) {
                        counting.take(found);
                        return !stop.stop_requested();
                      },
                      stop));
  counting.finish();
  if (run.photos == 0) stands_in_the_way("There are no photos in the input folder");
  if (copies) {
    run.free_bytes = free_bytes_at(run.output);
    if (run.needed_bytes > run.free_bytes)
      run.conflicts.push_back(fmt::format(
          "There is room for {} of {}: were all photos approved, the session would stop "
          "for want of room",
          human_bytes(run.free_bytes), human_bytes(run.needed_bytes)));
  } else {
    run.output.clear();
  }
  return run;
}

}  // namespace photosieve
