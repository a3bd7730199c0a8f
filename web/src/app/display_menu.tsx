// DisplayMenu: theme and language, behind one button. A native <details> would not close by Escape
// or by a click beside it; this does both, and gives the focus back.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useRef, useState } from "react"
import { send } from "../api/client"
import { useCaller } from "../api/use_caller"
import { Button } from "../ui/button"
import { SelectField } from "../ui/field"
import { Icon } from "../ui/icon"
import { kLanguages, useLanguage, type Language } from "../words/words"
import { chooseTheme, chosenTheme, type ThemeChoice } from "./theme"

export function DisplayMenu() {
  const { words, language, speak } = useLanguage()
  const { loggedIn } = useCaller()
  const [open, setOpen] = useState(false)
  const [theme, setTheme] = useState(chosenTheme)
  const box = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return
    const outside = (event: PointerEvent) => !box.current?.contains(event.target as Node) && setOpen(false)
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return
      setOpen(false)
      opener.current?.focus()
    }
    document.addEventListener("pointerdown", outside)
    document.addEventListener("keydown", escape)
    return () => {
      document.removeEventListener("pointerdown", outside)
      document.removeEventListener("keydown", escape)
    }
  }, [open])

  return (
    <div ref={box} className="relative">
      <Button ref={opener} look="quiet" size="icon" aria-label={words.app.menu} aria-expanded={open}
        aria-controls="display-menu" onClick={() => setOpen(!open)}>
        <Icon name="sun" />
      </Button>
      {open && (
        <div id="display-menu" className="card appear absolute right-0 top-full z-30 mt-1 grid w-56 gap-4 p-4 shadow-xl">
          <SelectField label={words.app.theme} value={theme}
            onChange={({ target }) => {
              setTheme(target.value as ThemeChoice)
              chooseTheme(target.value as ThemeChoice)
            }}>
            {(["system", "light", "dark"] as const).map((one) => (
              <option key={one} value={one}>{words.app.themes[one]}</option>
            ))}
          </SelectField>
          <SelectField label={words.app.language} value={language}
            onChange={({ target }) => speak(target.value as Language)}>
            {kLanguages.map(({ id, name }) => <option key={id} value={id} lang={id}>{name}</option>)}
          </SelectField>
          {loggedIn && (
            <Button onClick={() => void send("POST", "/logout").then(() => location.assign("/"))}>{words.app.logOut}</Button>
          )}
        </div>
      )}
    </div>
  )
}
