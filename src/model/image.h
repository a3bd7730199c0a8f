// Image: a decoded photo as 8-bit planes, upright, as measures see it.
//
// Luma is full size (BT.601 full range, as JPEG stores it). Chroma planes are absent for a grey
// photo and may be smaller than luma by a whole factor each way (JPEG subsampling is kept: nothing
// is interpolated). EXIF orientation has been applied. Rows start at a multiple of 64 bytes;
// bytes past `width` in a row may be read by kernels (up to the stride) but mean nothing.
// Threads: a value; reading from any number at once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace photosieve {

// A plane somebody else owns: `height` rows of `width` bytes, `stride` bytes apart.
struct PlaneView {
  const std::uint8_t* data = nullptr;
  std::size_t width = 0;
  std::size_t height = 0;
  std::size_t stride = 0;

  [[nodiscard]] const std::uint8_t* row(std::size_t y) const { return data + y * stride; }
  [[nodiscard]] bool empty() const { return width == 0 || height == 0; }
};

using LumaView = PlaneView;

// A plane with its memory. Rows are padded to a multiple of 64 bytes, with at least 64 readable
// bytes after the last pixel of the last row. The pixels are not initialised.
class Plane {
 public:
  static constexpr std::size_t kAlignment = 64;

  Plane() = default;
  Plane(std::size_t width, std::size_t height)
      : width_(width),
        height_(height),
        stride_((width + kAlignment - 1) / kAlignment * kAlignment),
        bytes_(static_cast<std::uint8_t*>(
            std::aligned_alloc(kAlignment, stride_ * height + kAlignment))) {}

  // False for an empty plane and when memory ran out.
  [[nodiscard]] bool valid() const { return bytes_ != nullptr; }
  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] std::size_t height() const { return height_; }
  [[nodiscard]] std::size_t stride() const { return stride_; }
  [[nodiscard]] std::uint8_t* row(std::size_t y) { return bytes_.get() + y * stride_; }
  [[nodiscard]] const std::uint8_t* row(std::size_t y) const { return bytes_.get() + y * stride_; }
  [[nodiscard]] PlaneView view() const { return {bytes_.get(), width_, height_, stride_}; }

 private:
  struct Free {
    void operator()(std::uint8_t* bytes) const { std::free(bytes); }
  };
  std::size_t width_ = 0;
  std::size_t height_ = 0;
  std::size_t stride_ = 0;
  std::unique_ptr<std::uint8_t, Free> bytes_;
};

struct Image {
  Plane luma;
  Plane cb;  // 128 is neutral; not valid() for a grey photo
  Plane cr;

  [[nodiscard]] std::size_t width() const { return luma.width(); }
  [[nodiscard]] std::size_t height() const { return luma.height(); }
  [[nodiscard]] bool grey() const { return !cb.valid(); }
};

}  // namespace photosieve
