// Icons: one stroke, 20 × 20, in the text's colour; never the only carrier of a meaning.
// SPDX-License-Identifier: GPL-3.0-or-later
import { classes } from "./classes"

const kPaths = {
  pause: "M7.5 4.5v11M12.5 4.5v11",
  play: "M6.5 4.2v11.6l9-5.8z",
  stop: "M5.5 5.5h9v9h-9z",
  check: "M4.5 10.5l3.6 3.6 7.4-8.2",
  cross: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  alert: "M10 3.6l7 12.4H3zM10 8.4v3.4M10 13.9v.1",
  folder: "M3 6.2c0-.8.6-1.4 1.4-1.4h3.4l1.7 1.9h6.1c.8 0 1.4.6 1.4 1.4v6c0 .8-.6 1.4-1.4 1.4H4.4c-.8 0-1.4-.6-1.4-1.4z",
  up: "M10 15.5v-11M5.5 9L10 4.5 14.5 9",
  right: "M7.5 4.5L13 10l-5.5 5.5",
  left: "M12.5 4.5L7 10l5.5 5.5",
  plus: "M10 4v12M4 10h12",
  search: "M9 14.5a5.5 5.5 0 100-11 5.5 5.5 0 000 11zM13.2 13.2L17 17",
  bell: "M5.5 13.5V9a4.5 4.5 0 019 0v4.5l1.2 1.5H4.3zM8.6 17h2.8",
  sun: "M10 13.2a3.2 3.2 0 100-6.4 3.2 3.2 0 000 6.4zM10 2.8v1.4M10 15.8v1.4M2.8 10h1.4M15.8 10h1.4M4.9 4.9l1 1M14.1 14.1l1 1M15.1 4.9l-1 1M5.9 14.1l-1 1",
  photo: "M3.5 4.5h13v11h-13zM3.5 13l3.6-3.6 3 3 2.4-2.4 4 4M12.8 8a.9.9 0 100-1.8.9.9 0 000 1.8z",
  flag: "M5.5 17V3.5M5.5 4h9l-2 3.2 2 3.3h-9",
  clock: "M10 17a7 7 0 100-14 7 7 0 000 14zM10 6v4.2l2.8 1.8",
  offline: "M3 7.6a10 10 0 0114 0M5.6 10.4a6.3 6.3 0 018.8 0M8.2 13.2a2.6 2.6 0 013.6 0M10 16v.1M3.5 3.5l13 13",
  link: "M11 5h4v4M15 5l-7 7M8.5 6H5v9h9v-3.5",
}

export type IconName = keyof typeof kPaths

export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={classes("h-5 w-5 shrink-0", className)} fill="none"
      stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round">
      <path d={kPaths[name]} />
    </svg>
  )
}

/** Photosieve's mark. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true" className={className}>
      <rect width="64" height="64" rx="14" className="fill-accent" />
      <g fill="none" className="stroke-accent-text" strokeWidth="4.5" strokeLinecap="round">
        <path d="M14 19h36M20 29.5h24M26 40h12" />
      </g>
      <circle cx="32" cy="49.5" r="3.2" className="fill-accent-text" />
    </svg>
  )
}
