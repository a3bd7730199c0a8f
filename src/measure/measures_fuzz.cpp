// Fuzz target: measure() over pictures of any size, subsampling and content.
//
// The first bytes choose the sizes, the rest fills the planes again and again. The vectorised
// kernels are held to their plain twins on the way.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "measure/kernels_plain.h"
#include "measure/measures.h"

namespace photosieve {
namespace {

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  std::uint8_t next() { return size_ == 0 ? 0 : data_[at_++ % size_]; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

Plane filled(std::size_t width, std::size_t height, Bytes& bytes) {
  Plane plane(width, height);
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) plane.row(y)[x] = bytes.next();
  return plane;
}

void hold_kernels_to_their_twins(const PlaneView& luma) {
  if (luma.width < 3 || luma.height < 3) return;
  const DetailSums fast = sum_detail(luma.data, luma.stride, luma.width - 2, luma.height - 2);
  const DetailSums slow =
      plain::sum_detail(luma.data, luma.stride, luma.width - 2, luma.height - 2);
  if (!(fast == slow)) std::abort();
}

}  // namespace
}  // namespace photosieve

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace photosieve;  // NOLINT(google-build-using-namespace): the whole file is one
                               // function
  Bytes bytes(data, size);
  const std::size_t width = 1U + bytes.next() + bytes.next() % 2U * 256U;
  const std::size_t height = 1U + bytes.next() + bytes.next() % 2U * 256U;
  const unsigned shape = bytes.next();
  DecodedPhoto photo;
  photo.width = static_cast<std::uint32_t>(width);
  photo.height = static_cast<std::uint32_t>(height);
  photo.image.emplace();
  photo.image->luma = filled(width, height, bytes);
  if (shape % 2 == 1) {
    const std::size_t shrink_x = std::size_t{1} << (shape / 2 % 3);
    const std::size_t shrink_y = std::size_t{1} << (shape / 6 % 3);
    const std::size_t small_width = (width + shrink_x - 1) / shrink_x;
    const std::size_t small_height = (height + shrink_y - 1) / shrink_y;
    photo.image->cb = filled(small_width, small_height, bytes);
    photo.image->cr = filled(small_width, small_height, bytes);
  }
  photo.jpeg_tables.emplace();
  auto& table = photo.jpeg_tables->luma.emplace();
  for (std::uint16_t& entry : table)
    entry = static_cast<std::uint16_t>(bytes.next() * 256U + bytes.next());

  hold_kernels_to_their_twins(photo.image->luma.view());
  static_cast<void>(measure(photo, Mode::kSmart));
  return 0;
}
