// Decoding to upright planes beside the library's plain RGB decode of the same bytes, and turning.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/decoder.h"

#include <benchmark/benchmark.h>

#include "decode/orient.h"
#include "decode/planes.h"
#include "decode/test_photos.h"

namespace photosieve {
namespace {

// 12 and 24 megapixels in 4:2:0 and 4:2:2: what a stock photographer's folder is made of.
test::Bytes photo_file(const benchmark::State& state) {
  const auto width = static_cast<JDIMENSION>(state.range(0));
  const int down = static_cast<int>(state.range(1));
  return test::make_jpeg(
      {.width = width, .height = width * 2 / 3, .sampling = {{{2, down}, {1, 1}, {1, 1}}}});
}

void BM_DecodePlanes(benchmark::State& state) {
  const test::Bytes file = photo_file(state);
  for (auto _ : state) benchmark::DoNotOptimize(decode(file));
}

void BM_LibraryRgb(benchmark::State& state) {
  const test::Bytes file = photo_file(state);
  for (auto _ : state) {
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, file.data(), file.size());
    jpeg_read_header(&info, TRUE);
    jpeg_start_decompress(&info);
    test::Bytes row(info.output_width * std::size_t{3});
    JSAMPROW rows = row.data();
    while (info.output_scanline < info.output_height) jpeg_read_scanlines(&info, &rows, 1);
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    benchmark::DoNotOptimize(row.data());
  }
}

void BM_QuarterTurn(benchmark::State& state) {
  Plane plane = make_plane(6000, 4000);
  fill_rows(plane, 0, 7);
  for (auto _ : state) benchmark::DoNotOptimize(upright(plane, static_cast<int>(state.range(0))));
}

#define SIZES ->Args({4243, 2})->Args({6000, 2})->Args({6000, 1})->Unit(benchmark::kMillisecond)
BENCHMARK(BM_DecodePlanes) SIZES;
BENCHMARK(BM_LibraryRgb) SIZES;
BENCHMARK(BM_QuarterTurn)->Arg(3)->Arg(6)->Arg(8)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace photosieve
