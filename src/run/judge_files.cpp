// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/judge_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <optional>
#include <system_error>

#include "base/text.h"
#include "run/networks.h"
#include "run/one_worker.h"

namespace photosieve {
namespace {

constexpr int kTries = 3;

PhotoResult decoder_failed() {
  PhotoResult result;
  result.findings.push_back({.code = FindingCode::kDecoderFailed,
                             .severity = Severity::kReject,
                             .message = "The decoder failed each time it read this file"});
  result.confidence = 1;
  return result;
}

class Judge {
 public:
  Judge(const Profile& profile, std::string binary)
      : profile_(encode_profile(profile)),
        worker_(std::move(binary), networks_for(profile, Mode::kBalanced)) {}

  Result<PhotoResult> judge(const std::string& path) {
    const UniqueFd photo(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat about {};
    if (!photo.valid() || ::fstat(photo.get(), &about) != 0)
      return fail(ErrorKind::kUsage,
                  fmt::format("{}: {}", printable(path), std::generic_category().message(errno)));
    if (!S_ISREG(about.st_mode))
      return fail(ErrorKind::kUsage, fmt::format("{} is not a file; for folders there is "
                                                 "`photosieve process`",
                                                 printable(path)));
    JudgeRequest request;
    request.n = 1;
    request.path = path;
    request.profile = profile_;
    for (int tries = 0; tries < kTries; ++tries) {
      std::optional<WorkerLoss> loss;
      request.see = tries + 1 < kTries;  // the networks must not cost a photo
      auto answer = worker_.ask(request, photo.get(), loss);
      if (!answer) {
        if (!loss || answer.error().kind == ErrorKind::kFatal)
          return tl::unexpected(answer.error());
        continue;
      }
      if (auto* result = std::get_if<PhotoResult>(&*answer)) return std::move(*result);
      if (const auto* error = std::get_if<WorkerError>(&*answer))
        if (error->kind != WorkerErrorKind::kChanged)
          return fail(ErrorKind::kPhoto, printable(path) + ": " + error->message);
    }
    return decoder_failed();
  }

 private:
  EncodedProfile profile_;
  OneWorker worker_;
};

}  // namespace

Result<> judge_files(
    const std::vector<std::string>& paths, const Profile& profile, const std::string& worker_binary,
    const std::function<void(const std::string& path, const Result<PhotoResult>&)>& each) {
  Judge judge(profile, worker_binary);
  for (const std::string& path : paths) {
    const Result<PhotoResult> result = judge.judge(path);
    if (!result && result.error().kind == ErrorKind::kFatal) return tl::unexpected(result.error());
    each(path, result);
  }
  return {};
}

}  // namespace photosieve
