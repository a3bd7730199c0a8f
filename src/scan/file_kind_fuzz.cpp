// Fuzz target: a file's name and first bytes to what the file is.
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
  const std::span<const std::uint8_t> head(data + std::min(size, end + 1), data + size);

  const auto by_name = kind_by_name(name);
  const FileKind by_content = kind_by_content(head);
  // More bytes than the scanner reads never change what a file is.
  const FileKind by_first = kind_by_content(head.first(std::min<std::size_t>(head.size(), 32)));
  PS_CHECK(by_content.photo == by_first.photo && by_content.reason == by_first.reason);
  if (by_name && !by_name->photo) PS_CHECK(by_name->reason != SkipReason::kNotAPhoto);
  if (const auto skipped = skipped_name(name))
    PS_CHECK(*skipped == SkipReason::kHidden || *skipped == SkipReason::kSystemFile);
  return 0;
}
