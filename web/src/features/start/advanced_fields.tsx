// AdvancedFields: what most never change, each with its meaning. Opens by itself where one is wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
import { CheckField, TextField } from "../../ui/field"
import { Icon } from "../../ui/icon"
import { useFormat, useWords } from "../../words/words"
import { kMostInBatch, kMostWorkers, type Filled, type Wrong } from "./start_request"

interface AdvancedFieldsProps {
  filled: Filled
  wrong: Wrong
  onChange: (changes: Partial<Filled>) => void
}

export function AdvancedFields({ filled, wrong, onChange }: AdvancedFieldsProps) {
  const { start: words } = useWords()
  const format = useFormat()
  const wholeError = (name: keyof Filled, most: number) => (wrong[name] ? words.wholeWrong(format.count(most)) : null)
  const listError = (name: keyof Filled) => (wrong[name] ? words.listWrong : null)
  const text = (name: "workers" | "batch" | "percentages" | "counts" | "hours") => ({
    value: filled[name],
    inputMode: "numeric" as const,
    onChange: ({ target }: { target: HTMLInputElement }) => onChange({ [name]: target.value }),
  })
  return (
    <details className="group" open={Object.keys(wrong).length > 0 || undefined}>
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-control py-1 text-sm font-medium text-text-2 hover:text-text [&::-webkit-details-marker]:hidden">
        <Icon name="right" className="h-4 w-4 transition-transform group-open:rotate-90" />{words.advanced}
      </summary>
      <div className="mt-4 grid gap-5 sm:grid-cols-2">
        <TextField label={words.workers} hint={words.workersHint} error={wholeError("workers", kMostWorkers)} {...text("workers")} />
        <TextField label={words.batch} hint={words.batchHint} error={wholeError("batch", kMostInBatch)} {...text("batch")} />
        <TextField label={words.percentages} hint={words.listHint} error={listError("percentages")} {...text("percentages")} />
        <TextField label={words.counts} hint={words.listHint} error={listError("counts")} {...text("counts")} />
        <TextField label={words.hours} hint={words.hoursHint} error={listError("hours")} {...text("hours")} />
        <div className="self-center">
          <CheckField label={words.copy} hint={words.copyHint} checked={filled.copy} onChange={({ target }) => onChange({ copy: target.checked })} />
        </div>
      </div>
    </details>
  )
}
