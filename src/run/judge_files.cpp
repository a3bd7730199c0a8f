// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/judge_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <optional>
#include <system_error>

#include "base/text.h"
#include "run/worker_process.h"
#include "work/answer_reader.h"
#include "work/channel.h"

namespace photosieve {
namespace {

constexpr int kTries = 3;

// The answer to the one request that is out, or how the worker ended instead.
Result<Answer> wait_for_answer(WorkerProcess& process, std::optional<WorkerLoss>& loss) {
  AnswerReader reader;
  std::array<std::uint8_t, 64 * 1024> bytes{};
  while (true) {
    const ssize_t got = ::recv(process.socket(), bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      loss = process.reap();
      return fail(ErrorKind::kRetry, "the worker ended");
    }
    reader.feed({bytes.data(), static_cast<std::size_t>(got)});
    if (auto answer = reader.next()) return std::move(*answer);
  }
}

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
      : profile_(encode_profile(profile)), binary_(std::move(binary)) {}

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
    for (int tries = 0; tries < kTries; ++tries) {
      if (!process_) {
        PS_TRY(process_, WorkerProcess::start(binary_));
      }
      JudgeRequest request;
      request.n = 1;
      request.path = path;
      request.profile = profile_;
      std::optional<WorkerLoss> loss;
      (void)send_request(process_->socket(), request, photo.get());
      auto answer = wait_for_answer(*process_, loss);
      if (answer) {
        if (auto* result = std::get_if<PhotoResult>(&*answer)) return std::move(*result);
        if (const auto* error = std::get_if<WorkerError>(&*answer))
          if (error->kind != WorkerErrorKind::kChanged)
            return fail(ErrorKind::kPhoto, printable(path) + ": " + error->message);
        continue;
      }
      process_.reset();
      if (loss && loss->kind == WorkerLoss::Kind::kNoStart)
        return fail(ErrorKind::kFatal,
                    "worker processes cannot be started; `photosieve doctor` says why");
    }
    return decoder_failed();
  }

 private:
  EncodedProfile profile_;
  std::string binary_;
  std::optional<WorkerProcess> process_;
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
