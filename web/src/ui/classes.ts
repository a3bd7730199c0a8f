// Joins class names; what is false or null is left out.
// SPDX-License-Identifier: GPL-3.0-or-later
export const classes = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(" ")
