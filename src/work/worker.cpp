// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/worker.h"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <ctime>
#include <new>
#include <optional>
#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "decode/decoder.h"
#include "decode/metadata.h"
#include "decode/thumbnail.h"
#include "see/sight.h"
#include "work/channel.h"
#include "work/judge.h"
#include "work/photo_bytes.h"

namespace photosieve {
namespace {

constexpr int kKeptBytes = 256 << 20;

// Memory that a photo gave back serves the next one: giving it to the kernel and taking it again
// costs a tenth of the decoding, in page faults.
void keep_freed_memory() {
  ::mallopt(M_MMAP_MAX, 0);
  ::mallopt(M_TRIM_THRESHOLD, kKeptBytes);
  ::mallopt(M_TOP_PAD, 1 << 20);
}

// The limit counts all the processor time of the process, so each photo moves it on. Whole seconds
// are what the kernel takes.
void allow_cpu_seconds(std::uint32_t seconds) {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto so_far = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
  rlimit limit{};
  ::getrlimit(RLIMIT_CPU, &limit);
  limit.rlim_cur = so_far + seconds + 1;
  if (limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_CPU, &limit);
}

class Worker {
 public:
  explicit Worker(Sight* sight) : sight_(sight) {}

  // Nothing when the profile is broken: the coordinator is.
  std::optional<Answer> answer(const ReceivedRequest& received) {
    return std::visit(
        [&](const auto& request) -> std::optional<Answer> {
          begin_ = clock_.steady();
          allow_cpu_seconds(request.cpu_seconds);
          if (auto error = bytes_.read(received.photo.get())) {
            error->n = request.n;
            return Answer{*std::move(error)};
          }
          return answer_to(request);
        },
        received.request);
  }

 private:
  std::optional<Answer> answer_to(const JudgeRequest& request) {
    if (!use_profile(request.profile)) return std::nullopt;
    const FileIdentity& identity = bytes_.identity();
    PhotoResult result = bytes_.content()
                             ? judge_header(bytes_.bytes(), *bytes_.content(), request.path,
                                            identity, request.n, profile_, request.mode)
                             : judge(bytes_.bytes(), request.path, identity, request.n, profile_,
                                     request.mode, request.see ? sight_ : nullptr);
    result.elapsed_ms = rounded(static_cast<double>(clock_.steady() - begin_) / 1e6);
    return Answer{std::move(result)};
  }

  std::optional<Answer> answer_to(const ThumbnailRequest& request) {
    const DecodedPhoto photo = decode(bytes_.bytes());
    if (!photo.image)
      return Answer{WorkerError{request.n, WorkerErrorKind::kNoPicture,
                                "There is no picture to make a thumbnail of"}};
    auto made = make_thumbnail(*photo.image, request.width);
    if (!made)
      return Answer{WorkerError{request.n, WorkerErrorKind::kNoPicture, made.error().message}};
    return Answer{Thumbnail{request.n, made->width, made->height, std::move(made->jpeg)}};
  }

  // Decoded when it is another one than the last photo's.
  bool use_profile(const EncodedProfile& encoded) {
    if (encoded_ && *encoded_ == *encoded) return true;
    auto profile = decode_profile(*encoded);
    if (!profile) return false;
    profile_ = *std::move(profile);
    encoded_ = encoded;
    return true;
  }

  Sight* sight_;  // nothing: no networks
  SystemClock clock_;
  SteadyNs begin_ = 0;  // of the photo
  PhotoBytes bytes_;
  EncodedProfile encoded_;
  Profile profile_;
};

int serve_requests(Sight* sight) {
  Worker worker(sight);
  for (;;) {
    auto received = receive_request(kSandboxSocket);
    if (!received) return kWorkerLost;
    if (!*received) return kWorkerDone;
    const std::optional<Answer> answer = worker.answer(**received);
    if (!answer || !send_answer(kSandboxSocket, *answer)) return kWorkerLost;
  }
}

}  // namespace

int worker_main(int socket_fd, const SandboxLimits& limits, const std::string& networks) {
  keep_freed_memory();
  prepare_metadata();
  warm_up_decoders();
  std::optional<Sight> sight;
  if (!networks.empty()) {
    sight = Sight::open(networks);
    if (!sight->lacks().empty())
      log_warning("Not everything is looked for in the photos: " + sight->lacks());
  }
  if (const auto closed = close_in(socket_fd, limits); !closed) {
    log_error(closed.error().message);
    return kWorkerOpen;
  }
  int status = kWorkerOutOfMemory;
  try {
    status = serve_requests(sight ? &*sight : nullptr);
  } catch (const std::bad_alloc&) {
    // Any other exception is a fault of ours: it ends the process by a signal, and is counted.
  }
#ifdef PHOTOSIEVE_SANITIZED
  ::_exit(status);  // the leak check at exit would trace this process, which is what is forbidden
#endif
  return status;
}

}  // namespace photosieve
