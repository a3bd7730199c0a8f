// The reader's language: its words and its formats, for every component. English is there at once,
// other languages come when they are chosen.
// SPDX-License-Identifier: GPL-3.0-or-later
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react"
import { en, type Words } from "./en"
import { makeFormat, type Format } from "./format"

export type Language = "en" | "th"
export const kLanguages: ReadonlyArray<{ id: Language; name: string }> = [
  { id: "en", name: "English" },
  { id: "th", name: "ไทย" },
]
const kStored = "photosieve.language"

interface Spoken {
  readonly language: Language
  readonly words: Words
  readonly format: Format
  speak(language: Language): void
}

const english: Spoken = { language: "en", words: en, format: makeFormat(en.locale, en.units), speak: () => {} }
const Spoken = createContext<Spoken>(english)

/** What to say. */
export const useWords = (): Words => useContext(Spoken).words
/** How to write numbers and times. */
export const useFormat = (): Format => useContext(Spoken).format
export const useLanguage = (): Spoken => useContext(Spoken)

function chosen(): Language {
  const stored = read(kStored)
  if (stored === "en" || stored === "th") return stored
  return navigator.language.startsWith("th") ? "th" : "en"
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(chosen)
  const [words, setWords] = useState<Words | null>(language === "en" ? en : null)
  useEffect(() => {
    let wanted = true
    document.documentElement.lang = language
    if (language === "en") setWords(en)
    else
      import("./th").then(
        ({ th }) => wanted && setWords(th),
        () => wanted && setWords(en),
      )
    return () => {
      wanted = false
    }
  }, [language])
  const speak = useCallback((next: Language) => {
    try {
      localStorage.setItem(kStored, next)
    } catch {
      // It holds for this visit, then.
    }
    setLanguage(next)
  }, [])
  const spoken = useMemo<Spoken | null>(
    () => words && { language, words, format: makeFormat(words.locale, words.units), speak },
    [language, words, speak],
  )
  // Nothing is said in the wrong language first: the other one is a small file, and near.
  return spoken && <Spoken.Provider value={spoken}>{children}</Spoken.Provider>
}

/** A name of the server's in the reader's words; what no dictionary has, by itself. */
export const nameIn = (dictionary: Record<string, string>, name: string): string =>
  dictionary[name] ?? name.replaceAll("_", " ")

/** "out_of_focus" as a reader's word; what no dictionary has, by its own name. */
export function codeWord(words: Words, code: string): string {
  return nameIn(words.codes, code)
}
