// ReportPage: the sections of the HTML report, each a call that writes it.
//
// What a section has nothing to say about is left out whole. Threads: one.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "report/host_series.h"
#include "report/html_text.h"
#include "report/report_html.h"
#include "report/svg_chart.h"

namespace photosieve {

// What the page is made of.
struct ReportFound {
  Session session;
  nlohmann::ordered_json statistics;  // statistics_json()
  std::vector<StoredMilestone> milestones;
  std::vector<HostSeries> host;
  std::vector<TunerDecision> decisions;
  std::vector<StoredError> errors;  // kMostListed and one more
};

class ReportPage {
 public:
  ReportPage(const ReportFound& found, const ReportContext& context, HtmlText& to)
      : found_(found), session_(found.session), context_(context), to_(to) {}

  void head();
  void tiles();
  void outcome();
  void issues();
  void throughput();
  void host();
  void decisions();
  void milestones();
  void errors();
  void folders();
  void slowest();
  void begin_rejected();
  void rejected(const StoredResult& stored);
  void end_rejected();
  void settings();
  void foot();

 private:
  void open(const std::string& title, bool is_long = false);
  void close();
  void tile(const std::string& value, const std::string& of, std::string_view kind = {});
  void item(const char* term, const std::string& value);
  void number(const std::string& text);
  // A column that begins with # holds numbers.
  void table(std::initializer_list<std::string_view> columns);
  void end_table();
  void issue_row(const nlohmann::ordered_json& code);
  static std::string milestone_text(const StoredMilestone& one);
  void mark(Chart& chart) const;

  const ReportFound& found_;
  const Session& session_;
  const ReportContext& context_;
  HtmlText& to_;
};

}  // namespace photosieve
