// ServerText: what the server says in English, marked as such where the page speaks another language, so
// that it is read aloud and hyphenated as what it is.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useLanguage } from "./words"

export function ServerText({ children }: { children: string }) {
  const { language } = useLanguage()
  return language === "en" ? <>{children}</> : <span lang="en">{children}</span>
}
