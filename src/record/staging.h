// Staging: copies of approved originals, made beside their place, verified, then renamed into it.
//
// A copy lies in OUTPUT/.photosieve/SESSION/N until it is placed under its final name. It has the
// source's bytes (checked: its XXH3-128 is that of the judged bytes), times and mode; it is a
// reflink where the file system can. stage() and place() are durable once sync() has returned.
// Nothing that this program did not make is overwritten, and nothing outside the output can be
// reached: names are relative and never go through links. Originals are opened for reading only.
// Errors   opening: kUsage. A job's outcome is in its report; whatever it is, nothing half is left
//          under a final name.
// Threads  one. Cost: a stage reads the source once and the copy once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "base/unique_fd.h"

namespace photosieve {

enum class MoveOutcome : std::uint8_t {
  kStaged,
  kChanged,   // the source is gone or not what was judged
  kPlaced,    // also when the same bytes were there already
  kConflict,  // another file is there; `there` is its hash, where it could be read
  kUnstaged,
  kFailed,  // for this photo; the message says why
  kDiskFull,
};

struct MoveReport {
  std::uint32_t n = 0;
  MoveOutcome outcome = MoveOutcome::kFailed;
  std::string message;
  std::optional<Hash128> there;
};

class Staging {
 public:
  static constexpr const char* kFolder = ".photosieve";

  // `input` and `output` are opened folders that outlive this. Makes the session's folder.
  [[nodiscard]] static Result<Staging> open(int input, int output, const std::string& session_id);

  [[nodiscard]] MoveReport stage(std::uint32_t n, const std::string& path, const Hash128& content);
  // `replace`: the file that this photo's last place() reported as a conflict was made by an
  // earlier session and may go. If it is not the same any more, that is a conflict again.
  [[nodiscard]] MoveReport place(std::uint32_t n, const std::string& path, const Hash128& content,
                                 bool replace);
  [[nodiscard]] MoveReport unstage(std::uint32_t n);

  // Makes all that was done since the last sync durable.
  [[nodiscard]] Result<> sync();
  // Removes the session's folder and what is left in it.
  void clear();
  // The sessions whose folders lie in an output, and the removal of one of them. Only for who holds
  // the output's lock.
  [[nodiscard]] static std::vector<std::string> sessions_in(int output);
  static void remove(int output, const std::string& session_id);

 private:
  // What identifies a file and its content: device, inode, size, times of writing and of change.
  using Seen = std::array<std::int64_t, 7>;

  Staging(int input, int output, std::string session_id, UniqueFd folder)
      : input_(input),
        output_(output),
        session_id_(std::move(session_id)),
        folder_(std::move(folder)) {}

  [[nodiscard]] Result<int> destination_folder(const std::string& path);
  [[nodiscard]] bool is_still_seen(std::uint32_t n, int folder, const std::string& name) const;

  int input_;
  int output_;
  std::string session_id_;
  UniqueFd folder_;
  std::map<std::uint32_t, UniqueFd> written_;        // copies not synced yet, by n
  std::map<std::string, UniqueFd> changed_folders_;  // of final names, not synced yet
  std::map<std::uint32_t, Seen> conflicts_;          // what was in the way when n was placed
  bool folder_changed_ = false;
};

// XXH3-128 of what an opened file holds.
[[nodiscard]] std::optional<Hash128> hash_of_file(int fd);

}  // namespace photosieve
