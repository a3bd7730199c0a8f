// What each measure costs, in nanoseconds a pixel, on a made-up photo of 24 megapixels with
// texture, sky and grain (seconds a gigapixel are nanoseconds a pixel). `measure` is all of them
// together. SPDX-License-Identifier: GPL-3.0-or-later
#include "measure/measures.h"

#include <benchmark/benchmark.h>

#include "measure/banding.h"
#include "measure/block_grid.h"
#include "measure/border.h"
#include "measure/dust.h"
#include "measure/exposure.h"
#include "measure/fine_detail.h"
#include "measure/fingerprint.h"
#include "measure/fringing.h"
#include "measure/halos.h"
#include "measure/horizon.h"
#include "measure/hot_pixels.h"
#include "measure/jpeg_quality.h"
#include "measure/local_features.h"
#include "measure/motion.h"
#include "measure/noise.h"
#include "measure/recompression.h"
#include "measure/resampling.h"
#include "measure/saturation.h"
#include "measure/sharpness.h"
#include "measure/survey.h"
#include "measure/test_pictures.h"

namespace photosieve {
namespace {

DecodedPhoto make_photo(std::size_t width, std::size_t height) {
  test::Random random(41);
  DecodedPhoto photo;
  photo.width = static_cast<std::uint32_t>(width);
  photo.height = static_cast<std::uint32_t>(height);
  photo.image = test::coloured(
      test::plane(width, height,
                  [&](double x, double y) {
                    const double grain = static_cast<double>(random.next() % 7) - 3;
                    if (y < static_cast<double>(height) / 3) return 200 - y / 100 + grain;
                    return static_cast<double>(static_cast<std::size_t>(x / 9 + y / 13) % 2 * 120 +
                                               60) +
                           grain;
                  }),
      120, 140);
  return photo;
}

const DecodedPhoto& photo_of(std::int64_t megapixels) {
  static const DecodedPhoto small = make_photo(2560, 1600);
  static const DecodedPhoto large = make_photo(6000, 4000);
  return megapixels == 4 ? small : large;
}

template <class Step>
void run(benchmark::State& state, Step step) {
  const DecodedPhoto& photo = photo_of(state.range(0));
  const Survey all = survey(photo.image->luma.view());
  for (auto _ : state) step(photo, all);
  const double pixels = static_cast<double>(photo.width) * static_cast<double>(photo.height);
  state.counters["a_gigapixel"] =
      benchmark::Counter(pixels * static_cast<double>(state.iterations()) / 1e9,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void bench_survey(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey&) {
    benchmark::DoNotOptimize(survey(photo.image->luma.view()));
  });
}
void bench_exposure(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey& all) {
    benchmark::DoNotOptimize(measure_exposure(*photo.image, all));
  });
}
void bench_border(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey&) {
    benchmark::DoNotOptimize(measure_border(*photo.image));
  });
}
void bench_fringing(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey& all) {
    benchmark::DoNotOptimize(measure_fringing(*photo.image, all));
  });
}
void bench_horizon(benchmark::State& state) {
  run(state, [](const DecodedPhoto&, const Survey& all) {
    benchmark::DoNotOptimize(measure_horizon_tilt(all));
  });
}
void bench_saturation(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey&) {
    benchmark::DoNotOptimize(measure_saturation(*photo.image));
  });
}
void bench_halos(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey& all) {
    benchmark::DoNotOptimize(measure_halos(photo.image->luma.view(), all));
  });
}
void bench_dust(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey& all) {
    benchmark::DoNotOptimize(measure_dust(*photo.image, all));
  });
}
void bench_banding(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey&) {
    benchmark::DoNotOptimize(measure_banding(*photo.image));
  });
}
void bench_hot_pixels(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey& all) {
    benchmark::DoNotOptimize(measure_hot_pixels(*photo.image, all, 1.0));
  });
}
void bench_recompression(benchmark::State& state) {
  JpegTables tables;
  tables.luma.emplace().fill(2);
  run(state, [&tables](const DecodedPhoto& photo, const Survey&) {
    benchmark::DoNotOptimize(measure_recompression(*photo.image, tables, 1));
  });
}
void bench_resampling(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey&) {
    benchmark::DoNotOptimize(measure_resampling(photo.image->luma.view(), {}));
  });
}
void bench_fingerprint(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey& all) {
    benchmark::DoNotOptimize(fingerprint(photo.image->luma.view(), all));
  });
}
void bench_local_features(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey& all) {
    benchmark::DoNotOptimize(measure_local_features(photo.image->luma.view(), all));
  });
}
void bench_noise(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey& all) {
    benchmark::DoNotOptimize(measure_noise(*photo.image, all));
  });
}
void bench_focus(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey& all) {
    const auto detail = find_fine_detail(photo.image->luma.view(), all, 1.0);
    const auto halved = find_halved_detail(photo.image->luma.view(), all, 1.0);
    benchmark::DoNotOptimize(measure_motion(detail, halved));
    benchmark::DoNotOptimize(measure_sharpness(detail, all, 1.0));
    benchmark::DoNotOptimize(measure_sharp_area(all, 1.0));
  });
}
void bench_measure(benchmark::State& state) {
  run(state, [](const DecodedPhoto& photo, const Survey&) {
    benchmark::DoNotOptimize(measure(photo, Mode::kBalanced));
  });
}
void bench_jpeg_quality(benchmark::State& state) {
  JpegTables tables;
  tables.luma.emplace().fill(7);
  tables.chroma.emplace().fill(9);
  for (auto _ : state) benchmark::DoNotOptimize(measure_jpeg_quality(tables));
}

BENCHMARK(bench_survey)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_exposure)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_border)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_fringing)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_horizon)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_saturation)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_halos)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_dust)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_banding)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_hot_pixels)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_recompression)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_resampling)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_fingerprint)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_local_features)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_noise)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_focus)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_measure)->Arg(4)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_jpeg_quality);

}  // namespace
}  // namespace photosieve
