// Field: a labelled input with its meaning below and, where it is wrong, what would be right.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from "react"
import { classes } from "./classes"

export const kInput = "w-full min-h-10 rounded-control border border-line-strong bg-surface px-3 text-text " +
  "placeholder:text-text-3 aria-[invalid=true]:border-bad disabled:opacity-60"

interface Labels {
  label: string
  hint?: ReactNode
  error?: string | null
  aside?: string
}

function Labelled({ id, label, hint, error, aside, children }: Labels & { id: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
        {aside && <span className="ml-2 font-normal text-text-3">{aside}</span>}
      </label>
      {children}
      {error && <p id={`${id}-error`} className="mt-1 text-sm text-bad">{error}</p>}
      {hint && <p id={`${id}-hint`} className="hint mt-1">{hint}</p>}
    </div>
  )
}

const describedBy = (id: string, { hint, error }: Labels) =>
  classes(error && `${id}-error`, hint ? `${id}-hint` : null) || undefined

export function TextField({ label, hint, error, aside, className, ...rest }: Labels & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId()
  return (
    <Labelled {...{ id, label, hint, error, aside }}>
      <input id={id} aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, { label, hint, error })}
        className={classes(kInput, className)} {...rest} />
    </Labelled>
  )
}

export function SelectField({ label, hint, aside, children, ...rest }: Labels & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId()
  return (
    <Labelled {...{ id, label, hint, aside }}>
      <select id={id} aria-describedby={describedBy(id, { label, hint })} className={kInput} {...rest}>{children}</select>
    </Labelled>
  )
}

export function CheckField({ label, hint, ...rest }: { label: string; hint?: string } & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId()
  return (
    <div className="flex items-start gap-3">
      <input id={id} type="checkbox" aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-1 h-4 w-4 shrink-0 accent-[var(--accent)]" {...rest} />
      <div>
        <label htmlFor={id} className="text-sm font-medium">{label}</label>
        {hint && <p id={`${id}-hint`} className="hint">{hint}</p>}
      </div>
    </div>
  )
}
