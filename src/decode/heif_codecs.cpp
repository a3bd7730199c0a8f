// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/heif_codecs.h"

#include <dav1d/dav1d.h>
#include <libde265/de265.h>
#include <libheif/heif.h>
#include <libheif/heif_plugin.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <memory>
#include <mutex>
#include <vector>

namespace photosieve {
namespace {

constexpr int kPriority = 1000;  // the library's own have 100
constexpr std::size_t kLengthBytes = 4;

// What belongs to the calling thread, since the library has no place for it.
struct Thread {
  std::uint64_t largest_picture = std::uint64_t{400} * 1'000'000;
  std::uint64_t still_allowed = 3 * largest_picture;
  bool damaged = false;
};

Thread& of_thread() {
  thread_local Thread one;
  return one;
}

constexpr heif_error kFine{heif_error_Ok, heif_suberror_Unspecified, "Success"};

heif_error failure(heif_error_code code, const char* why) {
  return {code, heif_suberror_Unspecified, why};
}

heif_error no_memory() {
  return failure(heif_error_Memory_allocation_error, "out of memory");
}

heif_error broken(const char* why) {
  return failure(heif_error_Decoder_plugin_error, why);
}

// What the pixels mean, and where they are; planes of no luma have no data.
struct Decoded {
  int width = 0;
  int height = 0;
  int bits = 8;
  heif_chroma chroma = heif_chroma_420;
  int primaries = 2;
  int transfer = 2;
  int matrix = 2;  // unspecified
  bool full_range = false;
  std::array<const std::uint8_t*, 3> planes{};
  std::array<std::ptrdiff_t, 3> strides{};
};

struct ImageFree {
  void operator()(heif_image* image) const { heif_image_release(image); }
};
using ImagePtr = std::unique_ptr<heif_image, ImageFree>;

struct NclxFree {
  void operator()(heif_color_profile_nclx* nclx) const { heif_nclx_color_profile_free(nclx); }
};

void describe(heif_image* image, const Decoded& decoded) {
  const std::unique_ptr<heif_color_profile_nclx, NclxFree> nclx(heif_nclx_color_profile_alloc());
  if (!nclx) return;
  const auto code = [](int value) { return static_cast<std::uint16_t>(value); };
  static_cast<void>(
      heif_nclx_color_profile_set_color_primaries(nclx.get(), code(decoded.primaries)));
  static_cast<void>(
      heif_nclx_color_profile_set_transfer_characteristics(nclx.get(), code(decoded.transfer)));
  static_cast<void>(
      heif_nclx_color_profile_set_matrix_coefficients(nclx.get(), code(decoded.matrix)));
  nclx->full_range_flag = decoded.full_range ? 1 : 0;
  static_cast<void>(heif_image_set_nclx_color_profile(image, nclx.get()));
}

heif_error make_image(const Decoded& decoded, heif_image** out) {
  const bool grey = decoded.chroma == heif_chroma_monochrome;
  const std::uint64_t pixels =
      static_cast<std::uint64_t>(decoded.width) * static_cast<std::uint64_t>(decoded.height);
  if (pixels > of_thread().still_allowed) return broken("more is to be decoded than there can be");
  of_thread().still_allowed -= pixels;
  heif_image* made = nullptr;
  const heif_error created = heif_image_create(
      decoded.width, decoded.height, grey ? heif_colorspace_monochrome : heif_colorspace_YCbCr,
      decoded.chroma, &made);
  if (created.code != heif_error_Ok) return created;
  ImagePtr image(made);
  constexpr std::array<heif_channel, 3> kChannels{heif_channel_Y, heif_channel_Cb, heif_channel_Cr};
  for (std::size_t c = 0; c < (grey ? 1 : kChannels.size()); ++c) {
    const bool narrow = c > 0 && decoded.chroma != heif_chroma_444;
    const bool low = c > 0 && decoded.chroma == heif_chroma_420;
    const int width = narrow ? (decoded.width + 1) / 2 : decoded.width;
    const int height = low ? (decoded.height + 1) / 2 : decoded.height;
    const heif_error added =
        heif_image_add_plane(image.get(), kChannels[c], width, height, decoded.bits);
    if (added.code != heif_error_Ok) return added;
    int stride = 0;
    std::uint8_t* to = heif_image_get_plane(image.get(), kChannels[c], &stride);
    if (to == nullptr || decoded.planes[c] == nullptr) return broken("a channel is missing");
    const std::size_t row_bytes = static_cast<std::size_t>(width) * (decoded.bits > 8 ? 2 : 1);
    for (int y = 0; y < height; ++y)
      std::memcpy(to + static_cast<std::ptrdiff_t>(y) * stride,
                  decoded.planes[c] + y * decoded.strides[c], row_bytes);
  }
  describe(image.get(), decoded);
  *out = image.release();
  return kFine;
}

bool too_large(std::int64_t width, std::int64_t height) {
  return width <= 0 || height <= 0 ||
         static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height) >
             of_thread().largest_picture;
}

// ---- HEVC ----

struct HevcFree {
  void operator()(de265_decoder_context* context) const { de265_free_decoder(context); }
};

struct HevcDecoder {
  std::unique_ptr<de265_decoder_context, HevcFree> context{de265_new_decoder()};
};

int hevc_buffer(de265_decoder_context* context, de265_image_spec* spec, de265_image* image,
                void* data) {
  if (too_large(spec->width, spec->height)) return 0;
  return de265_get_default_image_allocation_functions()->get_buffer(context, spec, image, data);
}

void hevc_release(de265_decoder_context* context, de265_image* image, void* data) {
  de265_get_default_image_allocation_functions()->release_buffer(context, image, data);
}

heif_error hevc_new(void** decoder) {
  auto made = std::make_unique<HevcDecoder>();
  if (!made->context) return no_memory();
  static de265_image_allocation allocation{hevc_buffer, hevc_release};
  de265_set_image_allocation_functions(made->context.get(), &allocation, nullptr);
  *decoder = made.release();
  return kFine;
}

void hevc_free(void* decoder) {
  delete static_cast<HevcDecoder*>(decoder);  // NOLINT: a C interface hands it over
}

// Units, each behind its length in four bytes, highest first.
heif_error hevc_push(void* decoder, const void* data, std::size_t size) {
  auto* context = static_cast<HevcDecoder*>(decoder)->context.get();
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  std::size_t at = 0;
  while (at + kLengthBytes <= size) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < kLengthBytes; ++i) length = length << 8 | bytes[at + i];
    at += kLengthBytes;
    if (length > size - at) return broken("a unit is longer than the data");
    if (length > 0) de265_push_NAL(context, bytes + at, static_cast<int>(length), 0, nullptr);
    at += length;
  }
  return kFine;
}

heif_chroma chroma_of(de265_chroma chroma) {
  switch (chroma) {
    case de265_chroma_mono:
      return heif_chroma_monochrome;
    case de265_chroma_420:
      return heif_chroma_420;
    case de265_chroma_422:
      return heif_chroma_422;
    case de265_chroma_444:
      return heif_chroma_444;
  }
  return heif_chroma_undefined;
}

Decoded from_hevc(const de265_image* image) {
  Decoded decoded;
  decoded.width = de265_get_image_width(image, 0);
  decoded.height = de265_get_image_height(image, 0);
  decoded.bits = de265_get_bits_per_pixel(image, 0);
  decoded.chroma = chroma_of(de265_get_chroma_format(image));
  decoded.primaries = de265_get_image_colour_primaries(image);
  decoded.transfer = de265_get_image_transfer_characteristics(image);
  decoded.matrix = de265_get_image_matrix_coefficients(image);
  decoded.full_range = de265_get_image_full_range_flag(image) != 0;
  for (int c = 0; c < (decoded.chroma == heif_chroma_monochrome ? 1 : 3); ++c) {
    int stride = 0;
    // A chroma of other depth than the luma is in no file that a camera writes.
    if (de265_get_bits_per_pixel(image, c) != decoded.bits) continue;
    decoded.planes[static_cast<std::size_t>(c)] = de265_get_image_plane(image, c, &stride);
    decoded.strides[static_cast<std::size_t>(c)] = stride;
  }
  return decoded;
}

heif_error hevc_decode(void* decoder, heif_image** out) {
  auto* context = static_cast<HevcDecoder*>(decoder)->context.get();
  de265_flush_data(context);
  *out = nullptr;
  heif_error result = broken("no picture came out");
  for (int more = 1; more != 0;) {
    more = 0;
    const de265_error error = de265_decode(context, &more);
    if (error == DE265_ERROR_OUT_OF_MEMORY || error == DE265_ERROR_IMAGE_BUFFER_FULL)
      return broken("the picture is larger than it may be");
    if (error != DE265_OK) {
      of_thread().damaged = true;
      break;
    }
    if (const de265_image* image = de265_get_next_picture(context); image != nullptr) {
      if (too_large(de265_get_image_width(image, 0), de265_get_image_height(image, 0)))
        return broken("the picture is larger than it may be");
      result = make_image(from_hevc(image), out);
      de265_release_next_picture(context);
      break;
    }
  }
  while (de265_get_warning(context) != DE265_OK) of_thread().damaged = true;
  return result;
}

const heif_decoder_plugin kHevc{
    3,
    [] { return "libde265 without threads"; },
    [] { de265_init(); },
    nullptr,
    [](heif_compression_format format) { return format == heif_compression_HEVC ? kPriority : 0; },
    hevc_new,
    hevc_free,
    hevc_push,
    hevc_decode,
    nullptr,
    "photosieve-hevc"};

// ---- AV1 ----

struct Av1Decoder {
  Dav1dContext* context = nullptr;
  std::vector<std::uint8_t> data;

  Av1Decoder() = default;
  Av1Decoder(const Av1Decoder&) = delete;
  Av1Decoder& operator=(const Av1Decoder&) = delete;
  ~Av1Decoder() {
    if (context != nullptr) dav1d_close(&context);
  }
};

heif_error av1_new(void** decoder) {
  auto made = std::make_unique<Av1Decoder>();
  Dav1dSettings settings;
  dav1d_default_settings(&settings);
  settings.n_threads = 1;
  settings.max_frame_delay = 1;
  settings.all_layers = 0;
  settings.frame_size_limit =
      static_cast<unsigned>(std::min<std::uint64_t>(of_thread().largest_picture, UINT32_MAX));
  settings.logger.callback = nullptr;
  if (dav1d_open(&made->context, &settings) != 0) return no_memory();
  *decoder = made.release();
  return kFine;
}

void av1_free(void* decoder) {
  delete static_cast<Av1Decoder*>(decoder);  // NOLINT: a C interface hands it over
}

heif_error av1_push(void* decoder, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  auto& all = static_cast<Av1Decoder*>(decoder)->data;
  all.insert(all.end(), bytes, bytes + size);
  return kFine;
}

heif_chroma chroma_of(Dav1dPixelLayout layout) {
  switch (layout) {
    case DAV1D_PIXEL_LAYOUT_I400:
      return heif_chroma_monochrome;
    case DAV1D_PIXEL_LAYOUT_I420:
      return heif_chroma_420;
    case DAV1D_PIXEL_LAYOUT_I422:
      return heif_chroma_422;
    case DAV1D_PIXEL_LAYOUT_I444:
      return heif_chroma_444;
  }
  return heif_chroma_undefined;
}

Decoded from_av1(const Dav1dPicture& picture) {
  Decoded decoded;
  decoded.width = picture.p.w;
  decoded.height = picture.p.h;
  decoded.bits = picture.p.bpc;
  decoded.chroma = chroma_of(picture.p.layout);
  decoded.primaries = picture.seq_hdr->pri;
  decoded.transfer = picture.seq_hdr->trc;
  decoded.matrix = picture.seq_hdr->mtrx;
  decoded.full_range = picture.seq_hdr->color_range != 0;
  for (std::size_t c = 0; c < decoded.planes.size(); ++c) {
    decoded.planes[c] = static_cast<const std::uint8_t*>(picture.data[c]);
    decoded.strides[c] = picture.stride[c == 0 ? 0 : 1];
  }
  return decoded;
}

// One picture, which is what an item holds.
heif_error av1_decode(void* decoder, heif_image** out) {
  auto& av1 = *static_cast<Av1Decoder*>(decoder);
  *out = nullptr;
  Dav1dData data{};
  if (av1.data.empty()) return broken("there are no data");
  std::uint8_t* room = dav1d_data_create(&data, av1.data.size());
  if (room == nullptr) return no_memory();
  std::memcpy(room, av1.data.data(), av1.data.size());
  Dav1dPicture picture{};
  int got = DAV1D_ERR(EAGAIN);
  while (got == DAV1D_ERR(EAGAIN)) {
    const int sent = data.sz > 0 ? dav1d_send_data(av1.context, &data) : 0;
    if (sent != 0 && sent != DAV1D_ERR(EAGAIN)) break;
    const bool last = data.sz == 0;
    got = dav1d_get_picture(av1.context, &picture);
    if (last && got == DAV1D_ERR(EAGAIN)) break;
  }
  if (data.sz > 0) dav1d_data_unref(&data);
  if (got == DAV1D_ERR(ENOMEM)) return no_memory();
  if (got != 0) return broken("no picture came out");
  const heif_error result = too_large(picture.p.w, picture.p.h)
                                ? broken("the picture is larger than it may be")
                                : make_image(from_av1(picture), out);
  dav1d_picture_unref(&picture);
  return result;
}

const heif_decoder_plugin kAv1{
    3,
    [] { return "dav1d without threads"; },
    nullptr,
    nullptr,
    [](heif_compression_format format) { return format == heif_compression_AV1 ? kPriority : 0; },
    av1_new,
    av1_free,
    av1_push,
    av1_decode,
    nullptr,
    "photosieve-av1"};

}  // namespace

void use_own_heif_codecs() {
  static std::once_flag once;
  std::call_once(once, [] {
    heif_init(nullptr);
    heif_register_decoder_plugin(&kHevc);
    heif_register_decoder_plugin(&kAv1);
    // The first decoder of a library makes tables and asks what the processor can do.
    void* decoder = nullptr;
    if (av1_new(&decoder).code == heif_error_Ok) av1_free(decoder);
    if (hevc_new(&decoder).code == heif_error_Ok) hevc_free(decoder);
  });
}

void bound_heif_pictures(std::uint64_t largest, std::uint64_t together) {
  of_thread().largest_picture = largest;
  of_thread().still_allowed = together;
}

bool take_heif_damage() {
  const bool was = of_thread().damaged;
  of_thread().damaged = false;
  return was;
}

}  // namespace photosieve
