// SqlStore: the Store in SQL, over whichever Database it is given. Private to store/.
//
// Threads: one a store. Each statement that a run repeats is prepared once.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/block_columns.h"
#include "store/database.h"
#include "store/sorted_run.h"
#include "store/store.h"

namespace photosieve {

class ReviewedFlags;

class SqlStore final : public Store {
 public:
  // Brings the schema up to date.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(std::unique_ptr<Database> database);

  void when_away(WhenAway wait) override { database_->when_away(std::move(wait)); }

  Result<> create_session(const Session& session, const Profile& profile) override;
  Result<> save_session(const Session& session) override;
  Result<std::optional<Session>> session(const std::string& id) override;
  Result<std::vector<Session>> sessions() override;
  Result<std::vector<Session>> sessions_not_ended() override;
  Result<std::vector<Session>> session_page(const std::optional<SessionPlace>& after,
                                            std::uint32_t limit) override;
  Result<StoredTotals> totals() override;
  Result<std::optional<Session>> newest_session(const std::string& input,
                                                const std::string& output) override;
  Result<Profile> profile(const std::string& session_id) override;

  Result<> add_photos(const std::string& session_id, std::span<const PhotoRef> photos) override;
  Result<> add_skipped(const std::string& session_id, std::span<const SkippedFile> files) override;
  Result<> clear_scan(const std::string& session_id) override;

  Result<> commit(const Commit& commit) override;
  Result<> save_review(const Session& session, std::span<const ReviewOutcome> outcomes) override;

  Result<> each_photo(const std::string& session_id, const EachPhoto& each) override;
  Result<> each_candidate(const std::string& session_id, const EachCandidate& each) override;
  Result<> each_result(const std::string& session_id, const EachResult& each) override;
  Result<> each_skipped(const std::string& session_id, const EachSkipped& each) override;
  Result<std::optional<StoredResult>> result(const std::string& session_id,
                                             std::uint32_t n) override;

  Result<std::vector<PlacedResult>> image_page(const std::string& session_id,
                                               const ImageFilter& filter, const ImageOrder& order,
                                               const std::optional<ImagePlace>& after,
                                               std::uint32_t limit) override;
  Result<std::uint32_t> image_count(const std::string& session_id,
                                    const ImageFilter& filter) override;
  Result<std::optional<StoredPhoto>> photo(const std::string& session_id, std::uint32_t n) override;
  Result<std::vector<StoredGroup>> group_page(const std::string& session_id, std::uint32_t after,
                                              std::uint32_t limit) override;
  Result<> each_figures(const std::string& session_id, const EachFigures& each) override;

  Result<std::optional<Hash128>> content(const std::string& session_id, std::uint32_t n) override;
  Result<std::optional<Hash128>> placed_content(const std::string& output_folder,
                                                const std::string& path) override;

  Result<std::vector<StoredMilestone>> milestones(const std::string& session_id) override;
  Result<std::vector<StoredError>> errors(const std::string& session_id) override;
  Result<std::vector<StoredError>> error_page(const std::string& session_id, std::uint32_t skip,
                                              std::uint32_t limit) override;
  Result<> add_decision(const TunerDecision& decision) override;
  Result<std::vector<TunerDecision>> decisions(const std::string& session_id) override;
  Result<> save_time_left(const std::string& session_id, const std::string& kind, WallMs ended_at,
                          const TimeLeftRecord& record) override;
  Result<std::vector<TimeLeftRecord>> time_left_records(const std::string& kind,
                                                        std::uint32_t limit) override;
  Result<std::vector<SkippedCount>> skipped_counts(const std::string& session_id) override;
  Result<std::vector<CodeCount>> code_counts(const std::string& session_id) override;

  Result<> add_performance(const std::string& session_id,
                           std::span<const PerformanceBucket> moments) override;
  Result<std::vector<PerformanceBucket>> performance(const std::string& session_id,
                                                     std::optional<WallMs> from,
                                                     std::optional<WallMs> to,
                                                     std::uint32_t points) override;

  Result<> add_token(const AccessToken& token) override;
  Result<std::vector<AccessToken>> tokens() override;
  Result<> revoke_token(const std::string& id, WallMs at) override;
  Result<> add_audit(const AuditEntry& entry) override;
  Result<std::vector<AuditEntry>> audit(const std::optional<AuditPlace>& before,
                                        std::uint32_t limit) override;

 private:
  explicit SqlStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  [[nodiscard]] Result<> bring_up_to_date();
  // The statement of that text, prepared at its first use and kept.
  [[nodiscard]] Result<Statement*> statement(const char* sql);
  [[nodiscard]] Result<std::vector<Session>> read_sessions(Statement& statement);
  [[nodiscard]] Result<> write_session(const Session& session);
  [[nodiscard]] Result<> write_result(const Session& session, const PhotoResult& result);
  [[nodiscard]] Result<> write_likeness(const std::string& session_id, const PhotoResult& result);
  [[nodiscard]] Result<> write_column(const std::string& session_id, const std::string& kind,
                                      std::uint32_t block, const std::string& bytes);
  [[nodiscard]] Result<> write_block(const std::string& session_id, std::uint32_t block,
                                     const BlockColumns& columns);
  // Of results whose rows are written.
  [[nodiscard]] Result<> write_results(const std::string& session_id,
                                       std::span<const PhotoResult> results);
  // Those of a session that has ended before all its photos were judged.
  [[nodiscard]] Result<> close_blocks(const std::string& session_id);
  [[nodiscard]] Result<BlockColumns> load_block(const std::string& session_id, std::uint32_t block);
  [[nodiscard]] Result<> write_reviewed(const std::string& session_id,
                                        const ReviewedFlags& reviewed);
  // A transaction that changes results: columns kept in memory follow what is stored.
  [[nodiscard]] Result<> changing_results(const Database::Work& work);
  [[nodiscard]] Result<> write_paths(const std::string& session_id, std::uint32_t block);
  [[nodiscard]] Result<> write_paths_of(const std::string& session_id,
                                        std::span<const PhotoRef> photos);  // just added
  [[nodiscard]] Result<> fill_columns();  // of what was stored before there were any
  struct Matches {                        // of a session: which photos of which block
    std::map<std::uint32_t, PhotoBits> blocks;
    std::map<std::uint32_t, BlockColumns> open;  // those whose columns are not written yet
  };
  // The first photo whose path is not before this one, as bytes; one more than the last if none.
  [[nodiscard]] Result<std::int64_t> first_photo_from(const std::string& session_id,
                                                      const std::string& path);
  [[nodiscard]] Result<Matches> matches(const std::string& session_id, const ImageFilter& filter);
  using EachBlock = std::function<bool(std::uint32_t block, const std::string& bytes)>;
  [[nodiscard]] Result<> each_block(const std::string& session_id, const std::string& kind,
                                    std::int64_t first, std::int64_t last, const EachBlock& each);
  [[nodiscard]] Result<> each_block_of(const std::string& session_id, const std::string& kind,
                                       const std::vector<std::uint32_t>& blocks,
                                       const EachBlock& each);
  // Writes each column of a run in the order of its numbers (sorted_run.h).
  [[nodiscard]] Result<> sort_run(const std::string& session_id, std::uint32_t run);
  // If all its blocks are written.
  [[nodiscard]] Result<> sort_full_run(const std::string& session_id, std::uint32_t run);
  // Those of a session that has ended which are not sorted.
  [[nodiscard]] Result<> sort_runs(const std::string& session_id);
  [[nodiscard]] Result<std::vector<std::uint32_t>> blocks_of_kind(const std::string& session_id,
                                                                  const char* kind);
  [[nodiscard]] Result<std::vector<RunEntry>> read_part(const std::string& session_id,
                                                        const std::string& kind, std::uint32_t run,
                                                        std::uint32_t part);
  // Of a run some of whose photos have other findings than when it was sorted, or are approved now.
  [[nodiscard]] Result<> mark_run(const std::string& session_id, std::uint32_t run, Marks marks);
  using Walks = std::map<std::uint32_t, RunWalk>;  // by run
  [[nodiscard]] Result<Walks> walks_of(const std::string& session_id, const std::string& kind,
                                       const ImageFilter& filter, const Matches& found);
  // Blocks whose photos were offered along sorted runs: all, or all that have a number.
  struct Offered {
    std::set<std::uint32_t> whole;
    std::set<std::uint32_t> but_those_without;
  };
  // Nothing: the runs' bytes are damaged; the columns say it all.
  [[nodiscard]] Result<std::optional<Offered>> offer_sorted(
      const std::string& session_id, const ImageFilter& filter, const ImageOrder& order,
      const std::optional<ImagePlace>& after, const Matches& found, PagePlaces& places);
  // Offers the photos of all blocks, but for those that were offered.
  [[nodiscard]] Result<> offer_blocks(const std::string& session_id, const ImageOrder& order,
                                      const Matches& found, const Offered& offered,
                                      PagePlaces& places);
  [[nodiscard]] Result<std::vector<ImagePlace>> page_places(const std::string& session_id,
                                                            const ImageFilter& filter,
                                                            const ImageOrder& order,
                                                            const std::optional<ImagePlace>& after,
                                                            std::uint32_t limit);
  [[nodiscard]] Result<> write_copy(const std::string& session_id, const CopyChange& copy);
  [[nodiscard]] Result<> write_outcome(const std::string& session_id, const ReviewOutcome& outcome);

  [[nodiscard]] Result<> write_performance(const std::string& session_id,
                                           std::span<const PerformanceBucket> moments);
  [[nodiscard]] Result<> write_bucket(const std::string& session_id, std::int64_t width, WallMs at,
                                      const PerformanceBucket& bucket);
  [[nodiscard]] Result<> thin(const std::string& session_id, std::int64_t width, std::int64_t wider,
                              WallMs older_than);

  std::unique_ptr<Database> database_;
  std::uint32_t audit_added_ = 0;
  std::map<std::pair<std::string, std::uint32_t>, BlockColumns> open_;  // by session and block
  std::map<const char*, std::unique_ptr<Statement>> statements_;        // by the literal's address
};

}  // namespace photosieve
