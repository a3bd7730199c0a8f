// The worker protocol: what is asked of a worker and what it answers, as CBOR in frames.
//
// A frame is four bytes of length, lowest first, and so many bytes of CBOR; channel.h moves it.
// Requests are at most 64 kB, answers at most 256 kB. A request comes with the photo's open,
// read-only descriptor; a path is there for its extension only.
// Errors   decoding trusts nothing: whatever the bytes, a valid value or an Error (kRetry: another
//          worker may do better). Nesting is bounded before anything recurses.
// Threads  pure. Cost: tens of microseconds a result.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "model/photo.h"
#include "model/profile.h"
#include "model/settings.h"

namespace photosieve {

inline constexpr std::size_t kFrameHeadBytes = 4;
inline constexpr std::size_t kLargestRequest = std::size_t{64} << 10;
inline constexpr std::size_t kLargestAnswer = std::size_t{256} << 10;

// A profile as workers are sent it: encoded once a session, shared by all its requests. Its name,
// title and sources stay behind; nothing is judged by them.
using EncodedProfile = std::shared_ptr<const std::string>;
[[nodiscard]] EncodedProfile encode_profile(const Profile& profile);
[[nodiscard]] Result<Profile> decode_profile(const std::string& encoded);

struct JudgeRequest {
  std::uint32_t n = 0;
  std::string path;  // any bytes
  Mode mode = Mode::kBalanced;
  std::uint32_t cpu_seconds = 60;  // more, and the worker is killed by SIGXCPU
  EncodedProfile profile;
  bool see = true;  // with the worker's networks, where it has any
};

struct ThumbnailRequest {
  std::uint32_t n = 0;
  std::uint32_t width = 0;
  std::uint32_t cpu_seconds = 60;
};

using Request = std::variant<JudgeRequest, ThumbnailRequest>;

struct Thumbnail {
  std::uint32_t n = 0;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::vector<std::uint8_t> jpeg;  // at most 200,000 bytes
};

// Why there is no result although the worker is well.
enum class WorkerErrorKind : std::uint8_t {
  kChanged,     // size or time of the file changed while it was read: judge it again
  kUnreadable,  // reading failed; the message says how
  kNotAFile,    // the descriptor is no regular file, or may be written to
  kNoPicture,   // nothing to make a thumbnail of
};

struct WorkerError {
  std::uint32_t n = 0;
  WorkerErrorKind kind = WorkerErrorKind::kUnreadable;
  std::string message;  // one sentence for a person
};

using Answer = std::variant<PhotoResult, Thumbnail, WorkerError>;

[[nodiscard]] std::uint32_t number_of(const Request& request);
[[nodiscard]] std::uint32_t number_of(const Answer& answer);

// A whole frame. Of a path longer than 32 kB the front is cut off, which keeps the extension.
[[nodiscard]] std::string encode_request(const Request& request);
[[nodiscard]] std::string encode_answer(const Answer& answer);

// The CBOR inside a frame.
[[nodiscard]] Result<Request> decode_request(std::span<const std::uint8_t> cbor);
[[nodiscard]] Result<Answer> decode_answer(std::span<const std::uint8_t> cbor);

// The length that a frame's first four bytes tell.
[[nodiscard]] std::size_t frame_length(std::span<const std::uint8_t, kFrameHeadBytes> head);

}  // namespace photosieve
