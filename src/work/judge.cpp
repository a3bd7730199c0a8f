// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/judge.h"

#include <utility>

#include "decide/verdict.h"
#include "decode/decoder.h"
#include "decode/metadata.h"
#include "measure/measures.h"

namespace photosieve {
namespace {

Seen seen_in(const DecodedPhoto& photo, const Profile& profile, Mode mode, Sight* sight) {
  const Sought sought{.faces = profile.asks_for_faces(), .texts = profile.asks_for_texts()};
  if (sight == nullptr || mode == Mode::kSpeed || !photo.image) return {};
  return sight->look(*photo.image, sought);
}

PhotoResult judged(std::span<const std::uint8_t> bytes, const DecodedPhoto& photo,
                   std::string_view path, const FileIdentity& identity, std::uint32_t n,
                   const Profile& profile, Mode mode, Sight* sight) {
  Evidence evidence = measure(photo, mode);
  evidence.see(seen_in(photo, profile, mode, sight));
  PhotoMetadata metadata = read_metadata(bytes, photo);
  Verdict verdict = decide({photo.format, photo.width, photo.height, identity.bytes, path,
                            photo.problems, &metadata, photo.pictures},
                           evidence, profile);
  PhotoResult result;
  result.n = n;
  result.identity = identity;
  result.format = photo.format;
  result.width = photo.width;
  result.height = photo.height;
  result.fingerprint = evidence.fingerprint;
  result.local_features = evidence.local_features;
  result.measures = evidence.measures;
  result.metadata = std::move(metadata);
  result.findings = std::move(verdict.findings);
  result.decision = verdict.decision;
  result.confidence = verdict.confidence;
  result.quality = verdict.quality;
  return result;
}

}  // namespace

PhotoResult judge(std::span<const std::uint8_t> bytes, std::string_view path,
                  const FileIdentity& identity, std::uint32_t n, const Profile& profile, Mode mode,
                  Sight* sight) {
  PhotoResult result = judged(bytes, decode(bytes), path, identity, n, profile, mode, sight);
  result.content = xxh3(bytes);
  return result;
}

PhotoResult judge_header(std::span<const std::uint8_t> first_bytes, const Hash128& content,
                         std::string_view path, const FileIdentity& identity, std::uint32_t n,
                         const Profile& profile, Mode mode) {
  DecodedPhoto photo = decode(first_bytes, {.max_decode_megapixels = 0});
  // That the bytes end early is our doing.
  std::erase_if(photo.problems,
                [](const DecodeProblem& p) { return p.kind == ProblemKind::kTruncated; });
  PhotoResult result = judged(first_bytes, photo, path, identity, n, profile, mode, nullptr);
  result.content = content;
  return result;
}

}  // namespace photosieve
