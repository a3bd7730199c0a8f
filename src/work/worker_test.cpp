// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/worker.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <signal.h>
#include <sys/socket.h>
#include <zlib.h>
#include <nlohmann/json.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "decode/decoder.h"
#include "decode/test_heif.h"
#include "decode/test_photos.h"
#include "decode/test_tiff.h"
#include "decode/test_webp.h"
#include "model/photo_json.h"
#include "work/answer_reader.h"
#include "work/judge.h"
#include "work/test_child.h"

namespace photosieve {
namespace {

namespace fs = std::filesystem;
using test::Bytes;
using test::Child;

class WorkerTest : public testing::Test {
 public:
  ~WorkerTest() override { fs::remove_all(folder_); }

 protected:
  WorkerTest() { fs::create_directories(folder_); }

  [[nodiscard]] UniqueFd file(const Bytes& content, int flags = O_RDONLY) const {
    const std::string path = folder_ / "photo";
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()),
               static_cast<std::streamsize>(content.size()));
    return UniqueFd(::open(path.c_str(), flags | O_CLOEXEC));
  }

  [[nodiscard]] JudgeRequest judge_request(std::uint32_t n, std::uint32_t cpu_seconds = 60) const {
    return {n, "photo.jpg", Mode::kBalanced, cpu_seconds, profile_};
  }

  const EncodedProfile profile_ = encode_profile(load_profile("adobe-stock").value());

 private:
  fs::path folder_ = fs::temp_directory_path() / ("worker_" + std::to_string(::getpid()));
};

int live(int socket) {
  return worker_main(socket, {});
}

// The worker's next answer; an error when it ended instead.
Result<Answer> next_answer(const Child& child, AnswerReader& reader) {
  for (;;) {
    if (auto answer = reader.next()) return *std::move(answer);
    std::array<std::uint8_t, 4096> bytes{};
    const ssize_t got = ::read(child.socket(), bytes.data(), bytes.size());
    if (got <= 0) return fail(ErrorKind::kRetry, "the worker ended");
    reader.feed(std::span(bytes).first(static_cast<std::size_t>(got)));
  }
}

Result<Answer> ask(const Child& child, const Request& request, int photo) {
  PS_TRY_VOID(send_request(child.socket(), request, photo));
  AnswerReader reader;
  return next_answer(child, reader);
}

// A grey PNG of zeros: small as a file, large as a picture.
Bytes blank_png(std::uint32_t width, std::uint32_t height) {
  Bytes packed;
  {
    std::vector<Bytef> row(width + 1);
    z_stream stream{};
    deflateInit(&stream, 1);
    Bytes chunk(1 << 16);
    for (std::uint32_t y = 0; y <= height; ++y) {
      stream.next_in = row.data();
      stream.avail_in = y == height ? 0 : width + 1;
      do {
        stream.next_out = chunk.data();
        stream.avail_out = static_cast<uInt>(chunk.size());
        deflate(&stream, y == height ? Z_FINISH : Z_NO_FLUSH);
        packed.insert(packed.end(), chunk.data(), stream.next_out);
      } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
  }
  const auto u32 = [](std::size_t value) {
    return Bytes{static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
                 static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
  };
  Bytes png{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  const auto add = [&](const std::string& name, const Bytes& body) {
    Bytes named(name.begin(), name.end());
    named.insert(named.end(), body.begin(), body.end());
    const Bytes sum = u32(crc32_z(0, named.data(), named.size()));
    const Bytes length = u32(body.size());
    png.insert(png.end(), length.begin(), length.end());
    png.insert(png.end(), named.begin(), named.end());
    png.insert(png.end(), sum.begin(), sum.end());
  };
  Bytes header = u32(width);
  const Bytes rest = u32(height);
  header.insert(header.end(), rest.begin(), rest.end());
  header.insert(header.end(), {8, 0, 0, 0, 0});
  add("IHDR", header);
  add("IDAT", packed);
  add("IEND", {});
  return png;
}

TEST_F(WorkerTest, SeesAFaceBehindTheClosedDoorAndJudgesWithoutWhereItIsToldTo) {
  const std::string networks = PHOTOSIEVE_SOURCE_DIR "/build/networks";
  if (!fs::exists(networks + "/text_characters.txt"))
    GTEST_SKIP() << "the networks are not there: tools/networks build/networks";
  Child child([&](int socket) { return worker_main(socket, {}, networks); });
  std::ifstream in(PHOTOSIEVE_SOURCE_DIR "/tests/data/photos/face.jpg", std::ios::binary);
  const Bytes portrait((std::istreambuf_iterator<char>(in)), {});
  const auto has_face = [](const PhotoResult& result) {
    return std::any_of(result.findings.begin(), result.findings.end(), [](const Finding& one) {
      return one.code == FindingCode::kRecognisableFace;
    });
  };
  for (const bool see : {true, false, true}) {
    JudgeRequest request = judge_request(1);
    request.see = see;
    const auto answer = ask(child, request, file(portrait).get());
    ASSERT_TRUE(answer) << answer.error().message;
    const auto& result = std::get<PhotoResult>(*answer);
    EXPECT_EQ(has_face(result), see);
    EXPECT_EQ(result.measures.get(MeasureId::kFaceCertainty).has_value(), see)
        << "not looked for is not the same as none";
    EXPECT_EQ(result.measures.get(MeasureId::kTextCertainty).has_value(), see);
  }
}

TEST_F(WorkerTest, NetworksThatCannotBeLoadedCostNoPhoto) {
  Child child([](int socket) { return worker_main(socket, {}, "/nowhere"); });
  const auto answer = ask(child, judge_request(1), file(blank_png(64, 64)).get());
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_FALSE(std::get<PhotoResult>(*answer).measures.get(MeasureId::kFaceCertainty));
}

TEST_F(WorkerTest, JudgesOnePhotoAfterAnotherAsInProcess) {
  Child child(live);
  const Profile profile = load_profile("adobe-stock").value();
  std::uint32_t n = 0;
  // Each decoder for the first time behind the closed door, and again.
  for (const Bytes& content :
       {test::make_jpeg({.width = 900, .height = 700}), test::make_png({}), test::make_heif({}),
        test::make_heif({.width = 640, .height = 480, .av1 = true}),
        test::make_heif({.pictures = 2}), test::make_webp({}), test::make_webp({.lossless = true}),
        test::make_tiff({.compression = COMPRESSION_ZSTD}),
        test::make_tiff({.photometric = PHOTOMETRIC_YCBCR, .compression = COMPRESSION_JPEG}),
        test::make_tiff({.compression = COMPRESSION_LZW, .tile = 64}),
        test::make_heif({.av1 = true, .bits = 12}), Bytes{},
        test::cut(test::make_jpeg({.width = 300}), 60)}) {
    const UniqueFd photo = file(content);
    const auto answer = ask(child, judge_request(++n), photo.get());
    ASSERT_TRUE(answer) << answer.error().message;
    PhotoResult result = std::get<PhotoResult>(*answer);
    PhotoResult expected =
        judge(content, "photo.jpg", result.identity, n, profile, Mode::kBalanced);
    EXPECT_EQ(result.identity.bytes, content.size());
    EXPECT_GT(result.elapsed_ms, 0);
    expected.elapsed_ms = result.elapsed_ms;
    EXPECT_EQ(result_to_json(result), result_to_json(expected));
  }
  child.hang_up();
  EXPECT_EQ(child.wait(), "exit 0");
}

TEST_F(WorkerTest, AnswersRequestsThatWereSentAhead) {
  Child child(live);
  const UniqueFd photo = file(test::make_jpeg({}));
  for (std::uint32_t n = 1; n <= 3; ++n)
    ASSERT_TRUE(send_request(child.socket(), judge_request(n), photo.get()));
  AnswerReader reader;
  for (std::uint32_t n = 1; n <= 3; ++n) {
    const auto answer = next_answer(child, reader);
    ASSERT_TRUE(answer);
    EXPECT_EQ(number_of(*answer), n);
  }
}

TEST_F(WorkerTest, MakesThumbnails) {
  Child child(live);
  const UniqueFd photo = file(test::make_jpeg({.width = 600, .height = 400}));
  const auto answer = ask(child, ThumbnailRequest{8, 300, 60}, photo.get());
  ASSERT_TRUE(answer);
  const auto& thumbnail = std::get<Thumbnail>(*answer);
  EXPECT_EQ(thumbnail.n, 8U);
  EXPECT_EQ(decode(thumbnail.jpeg).width, 300U);
  for (const Bytes& other : {test::make_webp({.width = 600, .height = 400}),
                             test::make_tiff({.width = 600, .height = 400}),
                             test::make_heif({.width = 600, .height = 400}),
                             test::make_png({.width = 600, .height = 400}),
                             test::make_heif({.width = 600, .height = 400, .av1 = true})}) {
    const auto small = ask(child, ThumbnailRequest{8, 300, 60}, file(other).get());
    ASSERT_TRUE(small);
    EXPECT_EQ(decode(std::get<Thumbnail>(*small).jpeg).width, 300U);
  }
  const UniqueFd empty = file({});
  const auto none = ask(child, ThumbnailRequest{9, 300, 60}, empty.get());
  ASSERT_TRUE(none);
  EXPECT_EQ(std::get<WorkerError>(*none).kind, WorkerErrorKind::kNoPicture);
}

TEST_F(WorkerTest, GoesOnAfterADescriptorThatIsNoPhoto) {
  Child child(live);
  const UniqueFd writable = file(test::make_jpeg({}), O_RDWR);
  const UniqueFd device(::open("/dev/zero", O_RDONLY));
  for (const int fd : {writable.get(), device.get(), -1}) {
    const auto answer = ask(child, judge_request(5), fd);
    ASSERT_TRUE(answer);
    EXPECT_EQ(std::get<WorkerError>(*answer).kind, WorkerErrorKind::kNotAFile);
  }
  const UniqueFd photo = file(test::make_jpeg({}));
  const auto answer = ask(child, judge_request(6), photo.get());
  ASSERT_TRUE(answer);
  EXPECT_TRUE(std::holds_alternative<PhotoResult>(*answer));
}

TEST_F(WorkerTest, EndsWhenWhatItIsSentIsBroken) {
  {
    Child child(live);
    ASSERT_EQ(::write(child.socket(), "\x02\x00\x00\x00\xFF\xFF", 6), 6);
    EXPECT_EQ(child.wait(), "exit " + std::to_string(kWorkerLost));
  }
  Child child(live);
  const UniqueFd photo = file(test::make_jpeg({}));
  JudgeRequest request = judge_request(1);
  request.profile = std::make_shared<const std::string>("no profile");
  EXPECT_FALSE(ask(child, request, photo.get()));
  EXPECT_EQ(child.wait(), "exit " + std::to_string(kWorkerLost));
}

TEST_F(WorkerTest, SaysSoWhenItCannotBeClosedIn) {
  Child child([](int socket) { return worker_main(socket, {.parent_pid = 1 << 22}); });
  EXPECT_EQ(child.wait(), "exit " + std::to_string(kWorkerOpen));
}

TEST_F(WorkerTest, IsKilledByTooMuchProcessorTime) {
  // The kernel counts whole seconds: with most of the first one used, little is left.
  Child child([](int socket) {
    timespec used{};
    do {
      ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    } while (used.tv_sec == 0 && used.tv_nsec < 950'000'000);
    return live(socket);
  });
  const UniqueFd photo = file(blank_png(18'000, 18'000));
  EXPECT_FALSE(ask(child, judge_request(1, 0), photo.get()));
  EXPECT_EQ(child.wait(), "signal " + std::to_string(SIGXCPU));
}

#ifndef PHOTOSIEVE_SANITIZED  // no memory limit there
TEST_F(WorkerTest, EndsWithItsOwnStatusWhenMemoryRunsOut) {
  Child child(
      [](int socket) { return worker_main(socket, {.memory_bytes = std::uint64_t{300} << 20}); });
  const UniqueFd small = file(test::make_jpeg({}));
  EXPECT_TRUE(ask(child, judge_request(1), small.get()));
  const UniqueFd large = file(blank_png(20'000, 19'000));
  EXPECT_FALSE(ask(child, judge_request(2), large.get()));
  EXPECT_EQ(child.wait(), "exit " + std::to_string(kWorkerOutOfMemory));
}
#endif

}  // namespace
}  // namespace photosieve
