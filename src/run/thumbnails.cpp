// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/thumbnails.h"

#include <fmt/format.h>

#include "run/commands_elsewhere.h"
#include "run/worker_pool.h"
#include "scan/scanner.h"

namespace photosieve {
namespace {

constexpr std::uint32_t kNarrowest = 16;
constexpr std::uint32_t kWidest = 1024;
constexpr int kTries = 2;  // a worker that was killed says nothing about the photo

tl::unexpected<CommandError> refused(CommandCode code, std::string message) {
  return tl::unexpected(CommandError{code, std::move(message)});
}

}  // namespace

Asked<std::vector<std::uint8_t>> Thumbnails::make(Store& store, const std::string& session_id,
                                                  std::uint32_t n, std::uint32_t width) {
  if (width < kNarrowest || width > kWidest)
    return refused(CommandCode::kInvalidPayload,
                   fmt::format("A thumbnail is {} to {} pixels wide", kNarrowest, kWidest));
  const auto session = find_anywhere(store, session_id);
  if (!session) return tl::unexpected(session.error());
  const auto photo = store.photo(session_id, n);
  if (!photo) return tl::unexpected(command_error(photo.error()));
  if (!*photo)
    return refused(CommandCode::kInvalidPayload,
                   fmt::format("There is no photo {} in this session", n));
  const auto folder = open_folder(session->input_folder);
  if (!folder) return refused(CommandCode::kWrongState, folder.error().message);
  const UniqueFd file = open_photo(folder->get(), (*photo)->ref.path);
  if (!file.valid())
    return refused(CommandCode::kWrongState, "The photo's file is gone or cannot be read");

  const std::scoped_lock lock(mutex_);
  for (int tries = 0; tries < kTries; ++tries) {
    std::optional<WorkerLoss> loss;
    auto answer = worker_.ask(ThumbnailRequest{.n = n, .width = width}, file.get(), loss);
    if (!answer && !loss) return tl::unexpected(command_error(answer.error()));
    if (!answer) continue;
    if (auto* thumbnail = std::get_if<Thumbnail>(&*answer)) return std::move(thumbnail->jpeg);
    if (const auto* error = std::get_if<WorkerError>(&*answer))
      return refused(CommandCode::kWrongState, error->message);
  }
  return refused(CommandCode::kWrongState, "There is no picture to make a thumbnail of");
}

}  // namespace photosieve
