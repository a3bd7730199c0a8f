// Button, and the look of one for links. A busy button keeps its place and says what it waits for.
// SPDX-License-Identifier: GPL-3.0-or-later
import { forwardRef, type ButtonHTMLAttributes } from "react"
import { classes } from "./classes"

const kLooks = {
  primary: "bg-accent text-accent-text hover:brightness-110 border-transparent",
  plain: "bg-surface text-text border-line hover:bg-sunken",
  quiet: "bg-transparent text-text-2 border-transparent hover:bg-sunken hover:text-text",
  danger: "bg-surface text-bad border-line hover:bg-bad-soft",
}
const kSizes = {
  usual: "min-h-10 px-4 text-[0.9375rem]",
  small: "min-h-8 px-3 text-sm",
  icon: "h-10 w-10 justify-center",
}

export type Look = keyof typeof kLooks
export type Size = keyof typeof kSizes

export const buttonClasses = (look: Look = "plain", size: Size = "usual"): string =>
  classes(
    "inline-flex items-center gap-2 rounded-control border font-medium transition-colors select-none whitespace-nowrap",
    "disabled:cursor-default disabled:opacity-60 disabled:hover:brightness-100",
    kLooks[look],
    kSizes[size],
  )

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look
  size?: Size
  busy?: boolean
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look, size, busy = false, className, disabled, ...rest },
  ref,
) {
  return (
    <button
      ref={ref}
      type="button"
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      className={classes(buttonClasses(look, size), className)}
      {...rest}
    />
  )
})
