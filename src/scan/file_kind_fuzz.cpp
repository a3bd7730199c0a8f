// Fuzz target: a file's name and content to what the file is.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include "base/result.h"
#include "scan/file_kind.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve;
  // The name up to the first zero, the content behind it.
  std::size_t end = 0;
  while (end < size && data[end] != 0) ++end;
  const std::string name(data, data + end);
  const std::span<const std::uint8_t> content(data + std::min(size, end + 1), data + size);

  // Few reads, whatever a file says about itself.
  int reads = 0;
  const ReadAt read = [&](std::uint64_t at, std::span<std::uint8_t> to) {
    ++reads;
    return read_from(content)(at, to);
  };
  const auto by_name = kind_by_name(name);
  const FileKind by_content = kind_by_content(read);
  PS_CHECK(reads < 100'000);
  const FileKind inside = kind_inside(read_from(content));
  PS_CHECK(inside.photo || inside.reason == SkipReason::kRaw);
  if (!inside.photo) PS_CHECK(by_content.photo || by_content.reason == SkipReason::kRaw);
  if (by_name && !by_name->photo) PS_CHECK(by_name->reason != SkipReason::kNotAPhoto);
  if (const auto skipped = skipped_name(name))
    PS_CHECK(*skipped == SkipReason::kHidden || *skipped == SkipReason::kSystemFile);
  return 0;
}
