// PhotoRef and PhotoResult: which file, and all that was found in it.
//
// Plain data that crosses the stages. A PhotoResult depends on the file's bytes, its name and the
// profile alone, but for elapsed_ms. Threads: values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "model/finding.h"
#include "model/local_features.h"
#include "model/measure_table.h"
#include "model/photo_metadata.h"

namespace photosieve {

// What the file system says a file is: another value means another file or other bytes.
struct FileIdentity {
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;  // mtime since the epoch
  std::uint64_t inode = 0;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

// A photo of a session. `path` is relative to the input folder and may be any bytes but '\0'.
struct PhotoRef {
  std::uint32_t n = 0;  // its place, from 1, in the order of paths (as bytes)
  std::string path;
  FileIdentity identity;
};

// Why a file is not judged at all. Names are public: add, never rename.
enum class SkipReason : std::uint8_t {
  kHidden,             // a name that begins with a dot, or anything below such a folder
  kSystemFile,         // Thumbs.db, @eaDir, desktop.ini, $RECYCLE.BIN, lost+found, ...
  kSidecar,            // .xmp, .thm, .pp3, ...
  kRaw,                // a camera's raw file: judging its preview would be a lie
  kVideo,              //
  kUnsupportedFormat,  // a picture in a format that is not judged (GIF, BMP, PSD, JPEG XL, ...)
  kNotAPhoto,          // anything else
  kLink,               // symbolic links are never followed
  kSpecialFile,        // FIFO, device, socket
  kUnreadableFolder,   // a folder that cannot be listed
};
inline constexpr std::size_t kSkipReasonCount = 10;
[[nodiscard]] std::string_view name(SkipReason reason);
[[nodiscard]] std::optional<SkipReason> skip_reason_from(std::string_view name);

struct SkippedFile {
  std::string path;
  SkipReason reason = SkipReason::kNotAPhoto;
  std::string detail;  // "" or one sentence: "Permission denied"
};

enum class Format : std::uint8_t { kUnknown, kJpeg, kPng, kWebp, kTiff, kHeif, kAvif };
inline constexpr std::size_t kFormatCount = 7;
[[nodiscard]] std::string_view name(Format format);  // "unknown", "jpeg", "png", "webp", ...
[[nodiscard]] std::optional<Format> format_from(std::string_view name);

enum class Decision : std::uint8_t { kApproved, kRejected };
[[nodiscard]] std::string_view name(Decision decision);
[[nodiscard]] std::optional<Decision> decision_from(std::string_view name);

// A PDQ hash (Facebook ThreatExchange, "The TMK+PDQF Video-Hashing Algorithm and the PDQ
// Image-Hashing Algorithm", 2019): 256 bits. words[0] holds bits 255..192, so that the words
// printed in order as hexadecimal are the hash's published form.
using PdqHash = std::array<std::uint64_t, 4>;
[[nodiscard]] std::string to_hex(const PdqHash& hash);
[[nodiscard]] std::optional<PdqHash> pdq_from_hex(std::string_view hex);

// The hashes of the photo and its seven other turns and mirrorings, in the order: original,
// turned 90, 180, 270 degrees, mirrored about the x axis, about the y axis, about the main
// diagonal, about the other diagonal.
struct Fingerprint {
  std::array<PdqHash, 8> variants{};
  int quality = 0;  // 0 to 100; below about 50 the hash says little
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

struct PhotoResult {
  std::uint32_t n = 0;
  FileIdentity identity;  // as the worker saw it through its descriptor
  Format format = Format::kUnknown;
  std::uint32_t width = 0;  // upright; 0 when the header could not be read
  std::uint32_t height = 0;
  std::optional<Hash128> content;          // XXH3-128 of the file's bytes
  std::optional<Fingerprint> fingerprint;  // nothing when no pixels could be had
  // The same, or too small for them. Stores keep them for reviewing alone: a result that is read
  // back from one has none.
  std::optional<LocalFeatures> local_features;
  Measures measures;
  std::optional<PhotoMetadata> metadata;  // nothing when the file could not be read at all
  std::vector<Finding> findings;          // in the order of FindingCode
  Decision decision = Decision::kRejected;
  double confidence = 0;  // 0 to 1
  double quality = 0;     // 0 to 100: which of two alike photos is kept
  double elapsed_ms = 0;  // in the worker; not part of the outcome

  [[nodiscard]] double megapixels() const {
    return static_cast<double>(width) * static_cast<double>(height) / 1e6;
  }
};

// True when at least one finding rejects.
[[nodiscard]] bool rejects(const std::vector<Finding>& findings);
// The categories that reject, a bit (1 << Category) each.
[[nodiscard]] std::uint8_t rejecting_categories(const std::vector<Finding>& findings);
[[nodiscard]] bool has_category(const std::vector<Finding>& findings, Category category,
                                Severity severity);

}  // namespace photosieve
