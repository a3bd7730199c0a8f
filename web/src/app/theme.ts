// The reader's choice of theme. What it means is decided by public/theme.js, before anything is
// painted; here it is only kept and told.
// SPDX-License-Identifier: GPL-3.0-or-later

export type ThemeChoice = "system" | "light" | "dark"
const kStored = "photosieve.theme"

export function chosenTheme(): ThemeChoice {
  try {
    const stored = localStorage.getItem(kStored)
    return stored === "light" || stored === "dark" ? stored : "system"
  } catch {
    return "system"
  }
}

export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === "system") localStorage.removeItem(kStored)
    else localStorage.setItem(kStored, choice)
  } catch {
    // Storage may be forbidden: the system's theme stays.
  }
  dispatchEvent(new Event("photosieve:theme"))
}
