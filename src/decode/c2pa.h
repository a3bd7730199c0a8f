// read_c2pa(): what a photo's Content Credentials claim, as far as a bounded reader gets.
//
// Walks the JUMBF boxes (ISO/IEC 19566-5) of a C2PA manifest store and reads, of every manifest,
// the claim's generator and the actions with their digitalSourceType and their tool. Signatures and
// hashes are not verified: what is read is a claim, and is told as one. Compressed manifests are
// not unpacked. Source: C2PA Technical Specification 2.1, sections 10, 11 and 18.
// Errors   none: facts as far as they could be read, and a sentence in `problem`.
// Limits   16 levels of boxes, 4,096 boxes, CBOR as in cbor.h, 32 actions.
// Threads  pure. Cost: microseconds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/photo_metadata.h"

namespace photosieve {

struct C2paReading {
  C2paFacts facts;               // without `present` and `where`
  std::vector<AiMark> ai_marks;  // "C2PA action c2pa.created"
  std::string problem;
};

[[nodiscard]] C2paReading read_c2pa(std::span<const std::uint8_t> jumbf);

// What a code of IPTC's digital source types (its last part) says of machines; nothing for a
// camera. Source: https://cv.iptc.org/newscodes/digitalsourcetype/
[[nodiscard]] std::optional<AiKind> ai_kind_of_source_type(std::string_view code);

// "trainedAlgorithmicMedia" of "http://cv.iptc.org/newscodes/digitalsourcetype/trained...".
[[nodiscard]] std::string_view last_part(std::string_view uri);

}  // namespace photosieve
