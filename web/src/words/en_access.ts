// Logging in, and links that show one session, in English.
// SPDX-License-Identifier: GPL-3.0-or-later

export const enAccess = {
  token: {
    title: "This server needs a token",
    hint: "Whoever keeps the server makes one with “photosieve token create”, or has one in its token file.",
    label: "Token",
    use: "Use it",
    wrong: "This server does not know that token, or it has expired.",
    tooOften: "Too many wrong tokens came from here. Wait a minute, and copy the token as a whole.",
  },
  share: {
    open: "Share",
    title: "Share this session",
    hint: "Whoever has the link sees this session and its photos, and can change nothing.",
    lasts: "The link holds for",
    days: (days: number) => (days === 7 ? "a week" : days === 1 ? "a day" : `${days} days`),
    make: "Make the link",
    link: "Link",
    until: (time: string, id: string) => `It holds until ${time}, and is shown this once. “photosieve token revoke ${id}” ends it before.`,
    copy: "Copy",
    copied: "Copied",
    close: "Close",
    over: "This link does not hold any more",
    overHint: "It has expired or was taken back. Whoever sent it can make a new one.",
    failed: "This link could not be followed",
  },
}
