// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/iso_media.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace photosieve {
namespace {

constexpr std::size_t kBrandBytes = 4;
constexpr std::size_t kFirstCompatible = 16;  // behind size, "ftyp", brand, version
constexpr std::array<std::string_view, 9> kHevcStills{"heic", "heix", "heim", "heis", "mif1",
                                                      "mif2", "miaf", "MiHB", "MiHE"};
constexpr std::array<std::string_view, 3> kAvifStills{"avif", "MA1A", "MA1B"};
constexpr std::array<std::string_view, 7> kStillOrSequence{"hevc", "hevx", "hevm", "hevs",
                                                           "msf1", "avis", "avio"};

template <std::size_t kCount>
bool one_of(const std::array<std::string_view, kCount>& brands, std::string_view brand) {
  return std::find(brands.begin(), brands.end(), brand) != brands.end();
}

}  // namespace

IsoMediaKind iso_media_kind(std::span<const std::uint8_t> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()),
                              std::min(head.size(), kIsoMediaHead));
  if (text.size() < 8 + kBrandBytes || text.substr(4, 4) != "ftyp") return IsoMediaKind::kNone;
  const std::string_view own = text.substr(8, kBrandBytes);
  if (own == "crx ") return IsoMediaKind::kCameraRaw;
  const bool picture =
      one_of(kHevcStills, own) || one_of(kAvifStills, own) || one_of(kStillOrSequence, own);
  if (!picture) return IsoMediaKind::kVideo;
  bool avif = one_of(kAvifStills, own);
  bool still = avif || one_of(kHevcStills, own);
  const bool general = own == "mif1" || own == "mif2" || own == "miaf";
  const std::size_t box =
      std::size_t{head[0]} << 24 | std::size_t{head[1]} << 16 | std::size_t{head[2]} << 8 | head[3];
  const std::size_t end = std::min(text.size(), box);
  bool hevc = still && !avif && !general;
  for (std::size_t at = kFirstCompatible; at + kBrandBytes <= end; at += kBrandBytes) {
    const std::string_view brand = text.substr(at, kBrandBytes);
    const bool names_avif = one_of(kAvifStills, brand);
    avif = avif || names_avif;
    hevc = hevc || brand == "heic" || brand == "heix";
    still = still || names_avif || one_of(kHevcStills, brand);
  }
  if (!still) return IsoMediaKind::kVideo;
  return avif && !hevc ? IsoMediaKind::kAvif : IsoMediaKind::kHeif;
}

}  // namespace photosieve
