// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/static_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <optional>
#include <system_error>
#include <vector>

#include "base/open_below.h"
#include "base/text.h"
#include "net/encoding.h"
#include "serve/etag.h"
#include "serve/url.h"

namespace photosieve {
namespace {

struct Type {
  std::string_view ending;
  std::string_view type;
};
constexpr std::array<Type, 18> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".xml", "application/xml"},
}};

struct Coding {
  std::string_view name;
  std::string_view ending;
};
constexpr std::array<Coding, 2> kCodings{{{"br", ".br"}, {"gzip", ".gz"}}};

struct Opened {
  UniqueFd file;
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;
};

std::optional<Opened> open_file(int folder, const std::string& path) {
  UniqueFd file = open_below(folder, path, O_RDONLY);
  struct stat found {};
  if (!file.valid() || ::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode))
    return std::nullopt;
  return Opened{std::move(file), static_cast<std::uint64_t>(found.st_size),
                std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec};
}

// The file below the folder that a URL's path means; nothing for one that means none.
std::optional<std::string> file_path(std::string_view url_path) {
  const auto segments = path_segments(url_path);
  if (!segments) return std::nullopt;
  const std::string& first = segments->front();
  constexpr std::string_view kPages[] = {"", "new", "system", "shared"};
  const bool page = std::find(std::begin(kPages), std::end(kPages), first) != std::end(kPages);
  if ((segments->size() == 1 && page) || first == "monitoring") return "index.html";
  std::string path;
  for (const std::string& segment : *segments) {
    if (segment.empty() || segment.front() == '.' || segment.find('/') != std::string::npos)
      return std::nullopt;
    if (!path.empty()) path += '/';
    path += segment;
  }
  return path;
}

}  // namespace

std::string_view content_type_of(std::string_view name) {
  for (const Type& known : kTypes)
    if (name.ends_with(known.ending)) return known.type;
  return "application/octet-stream";
}

bool accepts_coding(std::string_view header, std::string_view coding) {
  while (!header.empty()) {
    const std::size_t end = header.find(',');
    std::string one(header.substr(0, end));
    std::erase_if(one, [](char c) { return c == ' ' || c == '\t'; });
    const std::size_t semicolon = one.find(';');
    const std::string_view weight = semicolon == std::string::npos
                                        ? std::string_view{}
                                        : std::string_view(one).substr(semicolon);
    if (net::equal_ignoring_case(std::string_view(one).substr(0, semicolon), coding))
      return weight != ";q=0" && weight != ";q=0.0" && weight != ";q=0.00" && weight != ";q=0.000";
    header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
  }
  return false;
}

Result<StaticFiles> StaticFiles::open(const std::string& folder) {
  UniqueFd opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.valid())
    return fail(ErrorKind::kUsage,
                fmt::format("the web files in {} cannot be opened: {}", printable(folder),
                            std::generic_category().message(errno)));
  return StaticFiles(std::move(opened));
}

Served<net::HttpResponse> StaticFiles::get(const net::HttpRequest& request) const {
  const auto path = file_path(request.path);
  std::optional<Opened> file;
  std::string_view coding;
  if (path) {
    for (const Coding& known : kCodings) {
      if (file || !accepts_coding(request.header("Accept-Encoding"), known.name)) continue;
      file = open_file(folder_.get(), *path + std::string(known.ending));
      if (file) coding = known.name;
    }
    if (!file) file = open_file(folder_.get(), *path);
  }
  if (!file)
    return refuse(404, "not_found",
                  fmt::format("There is nothing at {}; the pages begin at /.",
                              elide_middle_bytes(printable(request.path), 200)));
  const std::string tag = fmt::format("\"{:x}-{:x}\"", file->bytes, file->modified_ns);
  net::HttpResponse response;
  response.headers = {
      {"ETag", tag},
      {"Vary", "Accept-Encoding"},
      {"Cache-Control",
       path->starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (etag_matches(request.header("If-None-Match"), tag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", content_type_of(*path));
  if (!coding.empty()) response.headers.emplace_back("Content-Encoding", coding);
  auto body = std::make_shared<net::HttpFile>();
  body->file = std::move(file->file);
  body->bytes = file->bytes;
  response.file = std::move(body);
  return response;
}

}  // namespace photosieve
