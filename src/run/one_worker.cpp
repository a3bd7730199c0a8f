// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/one_worker.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "work/answer_reader.h"
#include "work/channel.h"

namespace photosieve {

Result<Answer> OneWorker::ask(const Request& request, int photo_fd,
                              std::optional<WorkerLoss>& loss) {
  if (!process_) {
    PS_TRY(process_, WorkerProcess::start(binary_, networks_));
  }
  (void)send_request(process_->socket(), request, photo_fd);  // its end tells what went wrong
  AnswerReader reader;
  std::array<std::uint8_t, 64 * 1024> bytes{};
  while (true) {
    const ssize_t got = ::recv(process_->socket(), bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    reader.feed({bytes.data(), static_cast<std::size_t>(got)});
    auto answer = reader.next();
    if (!answer) continue;
    if (*answer && number_of(**answer) == number_of(request)) return std::move(*answer);
    process_->kill();  // it answered what it should not have
    break;
  }
  loss = process_->reap();
  process_.reset();
  if (loss->kind == WorkerLoss::Kind::kNoStart)
    return fail(ErrorKind::kFatal,
                "worker processes cannot be started; `photosieve doctor` says why");
  return fail(ErrorKind::kRetry, "the worker ended");
}

}  // namespace photosieve
