// SPDX-License-Identifier: GPL-3.0-or-later
#include "work/channel.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <string>

namespace photosieve {
namespace {

UniqueFd pipe_with(const std::string& text) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  EXPECT_EQ(::write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  ::close(ends[1]);
  return UniqueFd(ends[0]);
}

TEST(Channel, BringsEachRequestWithItsOwnDescriptor) {
  auto pair = make_socket_pair().value();
  const EncodedProfile profile = encode_profile(Profile{});
  for (std::uint32_t n = 1; n <= 5; ++n) {
    const UniqueFd photo = pipe_with("photo " + std::to_string(n));
    ASSERT_TRUE(send_request(pair.coordinator.get(),
                             JudgeRequest{n, "a.jpg", Mode::kSpeed, 1, profile}, photo.get()));
  }
  for (std::uint32_t n = 1; n <= 5; ++n) {
    auto received = receive_request(pair.worker.get());
    ASSERT_TRUE(received && *received);
    EXPECT_EQ(number_of((*received)->request), n);
    std::array<char, 16> text{};
    ASSERT_EQ(::read((*received)->photo.get(), text.data(), text.size()), 7);
    EXPECT_EQ(std::string(text.data()), "photo " + std::to_string(n));
  }
}

TEST(Channel, TellsTheEndBetweenRequestsFromAnEndInOne) {
  auto pair = make_socket_pair().value();
  pair.coordinator.reset();
  auto ended = receive_request(pair.worker.get());
  ASSERT_TRUE(ended);
  EXPECT_FALSE(*ended);

  pair = make_socket_pair().value();
  ASSERT_EQ(::write(pair.coordinator.get(), "\x09\x00\x00\x00zz", 6), 6);
  pair.coordinator.reset();
  EXPECT_FALSE(receive_request(pair.worker.get()));
}

TEST(Channel, RefusesARequestThatIsTooLong) {
  auto pair = make_socket_pair().value();
  ASSERT_EQ(::write(pair.coordinator.get(), "\xFF\xFF\xFF\x00", 4), 4);
  EXPECT_FALSE(receive_request(pair.worker.get()));
}

TEST(Channel, SaysSoWhenThePeerIsGone) {
  auto pair = make_socket_pair().value();
  pair.worker.reset();
  const UniqueFd photo = pipe_with("x");
  EXPECT_FALSE(send_request(pair.coordinator.get(), ThumbnailRequest{1, 1, 1}, photo.get()));
  pair = make_socket_pair().value();
  pair.coordinator.reset();
  EXPECT_FALSE(send_answer(pair.worker.get(), WorkerError{}));
}

TEST(Channel, KeepsOneDescriptorOfSeveral) {
  auto pair = make_socket_pair().value();
  std::string frame = encode_request(ThumbnailRequest{5, 100, 1});
  alignas(cmsghdr) std::array<char, CMSG_SPACE(3 * sizeof(int))> control{};
  iovec piece{frame.data(), frame.size()};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(3 * sizeof(int));
  const std::array<int, 3> three{0, 1, 2};
  std::memcpy(CMSG_DATA(head), three.data(), sizeof(three));
  ASSERT_GT(::sendmsg(pair.coordinator.get(), &message, 0), 0);
  const int before = ::dup(0);
  ::close(before);
  {
    auto received = receive_request(pair.worker.get());
    ASSERT_TRUE(received && *received);
    EXPECT_TRUE((*received)->photo.valid());
  }
  const int after = ::dup(0);
  ::close(after);
  EXPECT_EQ(before, after);  // none was left open
}

}  // namespace
}  // namespace photosieve
