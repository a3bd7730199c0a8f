// Fuzz target: names as they come from a disk, through everything that shows them to a person.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>

#include "base/result.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve;  // NOLINT(google-build-using-namespace): a program of its own
  if (size == 0) return 0;
  const std::size_t limit = data[0];
  const std::string bytes(data + 1, data + size);

  const std::string text = to_valid_utf8(bytes);
  PS_CHECK(valid_utf8(text));
  PS_CHECK(valid_utf8(bytes) == (text == bytes));
  PS_CHECK(to_valid_utf8(text) == text);

  const std::string shown = printable(bytes);
  PS_CHECK(valid_utf8(shown));
  PS_CHECK(printable(shown) == shown);
  for (const char c : shown) PS_CHECK(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);

  const std::string narrow = elide_middle(shown, limit);
  PS_CHECK(valid_utf8(narrow));
  PS_CHECK(display_width(narrow) <= limit);
  PS_CHECK(display_width(shown) > limit || narrow == shown);

  const std::string small = elide_middle_bytes(shown, limit);
  PS_CHECK(valid_utf8(small));
  PS_CHECK(small.size() <= limit);
  return 0;
}
