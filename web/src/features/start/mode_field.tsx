// ModeField: the three modes with what each means.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useWords } from "../../words/words"
import type { Filled } from "./start_request"

const kModes: readonly Filled["mode"][] = ["balanced", "speed", "smart"]

export function ModeField({ mode, onChange }: { mode: Filled["mode"]; onChange: (mode: Filled["mode"]) => void }) {
  const { start: words } = useWords()
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{words.mode}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {kModes.map((one) => (
          <label key={one} className="cursor-pointer rounded-control border border-line p-3 hover:border-line-strong has-[:checked]:border-accent has-[:checked]:bg-accent-soft has-[:focus-visible]:outline has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent">
            <span className="flex items-center gap-2 font-medium">
              <input type="radio" name="mode" value={one} checked={mode === one} onChange={() => onChange(one)}
                className="accent-[var(--accent)] outline-none" />
              {words.modes[one].name}
            </span>
            <span className="mt-1 block text-sm text-text-2">{words.modes[one].hint}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
