// The looks of the HTML report: colours of both themes, one column of cards, and print.
//
// Fonts are the reader's own, so that the file needs nothing beside itself. Threads: a constant.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace photosieve {

inline constexpr std::string_view kReportStyle = R"(
:root{color-scheme:light dark;--paper:#f6f7f9;--card:#fff;--ink:#1b2430;--soft:#5b6675;--line:#dde2e8;
--good:#18794e;--bad:#c0362c;--warn:#9a6200;--label:#2f6fb2;--accent:#2f6fb2}
@media(prefers-color-scheme:dark){:root{--paper:#12161b;--card:#1b2129;--ink:#e6eaf0;--soft:#9aa6b5;
--line:#2d3641;--good:#4cc38a;--bad:#ff7a6e;--warn:#f0b04c;--label:#74b3f0;--accent:#74b3f0}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Thai",sans-serif}
main{max-width:960px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:26px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:17px;margin:0 0 12px}
h3{font-size:14px;margin:20px 0 6px}
p{margin:6px 0}
.soft{color:var(--soft)}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px 20px;
margin-top:16px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;margin-top:16px}
.tile{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px 16px}
.tile b{display:block;font-size:24px;line-height:1.3;font-weight:650;font-variant-numeric:tabular-nums}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
.split{display:flex;height:14px;border-radius:7px;overflow:hidden;background:var(--line)}
.split i{background:var(--good)}.split i+i{background:var(--bad)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th{text-align:left;font-weight:600;color:var(--soft);font-size:13px;white-space:nowrap}
th,td{padding:5px 12px 5px 0;border-bottom:1px solid var(--line);vertical-align:top}
tr:last-child td{border-bottom:0}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.when{white-space:nowrap}
td.path{overflow-wrap:anywhere;min-width:12em}
.issues th{padding-top:14px;color:var(--ink);font-size:14px}.issues td:first-child{padding-left:14px}
.bar{min-width:120px;width:34%}
.bar i{display:block;height:10px;margin-top:6px;border-radius:3px;background:var(--bad)}
.bar i.warn{background:var(--warn)}.bar i.label{background:var(--label)}
.chart{display:block;width:100%;height:auto}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(380px,1fr));gap:14px 20px}
figure{margin:0;break-inside:avoid}figcaption{font-size:13px;font-weight:600;margin-bottom:2px}
.c-grid{stroke:var(--line)}.c-text{fill:var(--soft);font-size:12px}
.c-line{fill:none;stroke:var(--accent);stroke-width:1.8;stroke-linejoin:round}
.c-area{fill:var(--accent);opacity:.14}
.c-mark{stroke:var(--soft);stroke-dasharray:3 4}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
summary{cursor:pointer;font-weight:600}
details[open] summary{margin-bottom:8px}
@media(max-width:560px){.charts{grid-template-columns:1fr}.bar{display:none}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:6px}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--good:#0a5c38;
--bad:#a1241b;--warn:#7a4d00;--label:#1d4f86;--accent:#1d4f86;color-scheme:light}
body{font-size:11pt}main{max-width:none;padding:0}section,.tile{break-inside:avoid;border-radius:0}
section.long{break-inside:auto}tr{break-inside:avoid}.split i,.bar i{print-color-adjust:exact;
-webkit-print-color-adjust:exact}}
)";

}  // namespace photosieve
