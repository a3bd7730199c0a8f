// Sets the theme before anything is painted: the reader's choice, else the system's.
// SPDX-License-Identifier: GPL-3.0-or-later
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)")
  const apply = () => {
    let choice = null
    try {
      choice = localStorage.getItem("photosieve.theme")
    } catch {
      // Storage may be forbidden; the system's theme will do.
    }
    const theme = choice === "light" || choice === "dark" ? choice : dark.matches ? "dark" : "light"
    document.documentElement.dataset.theme = theme
    document.querySelector('meta[name="theme-color"]').content = theme === "dark" ? "#141414" : "#f7f7f6"
  }
  apply()
  dark.addEventListener("change", apply)
  addEventListener("storage", apply)
  addEventListener("photosieve:theme", apply)
})()
