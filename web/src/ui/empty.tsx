// Empty: what stands where nothing is, or could not be shown: one sentence, and what to do.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { ReactNode } from "react"
import { Icon, type IconName } from "./icon"

interface EmptyProps {
  icon: IconName
  title: string
  /** It is the whole page, and its title the page's heading. */
  page?: boolean
  hint?: ReactNode
  /** Links or buttons. */
  children?: ReactNode
  /** "alert" for what went wrong. */
  role?: "alert" | "status"
}

export function Empty({ icon, title, page = false, hint, children, role }: EmptyProps) {
  const Title = page ? "h1" : "p"
  return (
    <div role={role} className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-14 text-center">
      <span className="mb-1 rounded-full bg-sunken p-3 text-text-3"><Icon name={icon} /></span>
      <Title className="font-semibold">{title}</Title>
      {hint && <p className="text-sm text-text-2">{hint}</p>}
      {children && <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  )
}
