// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/report_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/text.h"
#include "base/unique_fd.h"
#include "cli/version.h"
#include "report/report_html.h"

namespace photosieve {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::size_t kHeld = std::size_t{64} * 1024;

class File {
 public:
  explicit File(std::string path) : path_(std::move(path)) {
    temporary_ = path_ + ".XXXXXX";
    file_ = UniqueFd(::mkostemp(temporary_.data(), O_CLOEXEC));
  }
  ~File() {
    if (file_.valid()) ::unlink(temporary_.c_str());
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  Result<> write(std::string_view piece) {
    if (!file_.valid()) return failed();
    held_ += piece;
    return held_.size() < kHeld ? Result<>{} : flush();
  }
  // It has its name from now on.
  Result<> finish() {
    PS_TRY_VOID(flush());
    if (::fsync(file_.get()) != 0 || ::rename(temporary_.c_str(), path_.c_str()) != 0)
      return failed();
    file_ = UniqueFd();
    return {};
  }

 private:
  Result<> flush() {
    std::string_view rest = held_;
    while (!rest.empty()) {
      const ssize_t wrote = ::write(file_.get(), rest.data(), rest.size());
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote <= 0) return failed();
      rest.remove_prefix(static_cast<std::size_t>(wrote));
    }
    held_.clear();
    return {};
  }
  [[nodiscard]] tl::unexpected<Error> failed() const {
    return fail(ErrorKind::kFatal,
                fmt::format("the report {} could not be written: {}", printable(path_),
                            std::generic_category().message(errno)));
  }

  const std::string path_;
  std::string temporary_;
  UniqueFd file_;
  std::string held_;
};

}  // namespace

std::string report_folder(const std::string& database) {
  // A database that is no file: where that of this person would lie.
  const std::string lies = database.starts_with(kSqlite) ? database : default_database();
  const std::filesystem::path file(lies.substr(kSqlite.size()));
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(file, error);
  return error ? std::string() : (whole.parent_path() / "reports").string();
}

Result<std::string> write_report_files(Store& store, const std::string& session_id,
                                       const std::string& folder,
                                       const std::vector<std::string>& formats, WallMs made_at) {
  if (folder.empty() || formats.empty()) return std::string();
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const ReportContext context{std::string("Photosieve ") + kVersion, made_at};
  const std::string start = folder + "/" + session_id + ".";
  for (const std::string& format : formats) {
    File file(start + format);
    PS_TRY_VOID(write_report(store, session_id, format, context,
                             [&](std::string_view piece) { return file.write(piece); }));
    PS_TRY_VOID(file.finish());
  }
  return start + formats.front();
}

}  // namespace photosieve
