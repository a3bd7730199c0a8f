// The tokens of src/ui/tokens.css by the names that components use.
// SPDX-License-Identifier: GPL-3.0-or-later
const token = (name) => `var(--${name})`
const colours = ["page", "surface", "sunken", "line", "line-strong", "text", "text-2", "text-3", "accent",
  "accent-text", "accent-soft", "good", "good-soft", "bad", "bad-bar", "bad-soft", "warn", "warn-soft"]

export default {
  content: ["./index.html", "./src/**/*.{ts,tsx}", "./examples/**/*.{ts,tsx,html}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      ...Object.fromEntries(colours.map((name) => [name, token(name)])),
    },
    screens: { sm: "560px", md: "820px", lg: "1120px", xl: "1500px" },
    extend: {
      fontFamily: {
        sans: ["Inter", "system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans Thai", "sans-serif"],
      },
      borderRadius: { card: "0.75rem", control: "0.5rem" },
      maxWidth: { page: "104rem" },
    },
  },
}
