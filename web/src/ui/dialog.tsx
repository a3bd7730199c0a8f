// Dialog: the browser's own modal dialog, so focus stays inside and Escape closes it.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useId, useRef, type ReactNode } from "react"

interface DialogProps {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
  /** Buttons, the harmless one first: it has the focus. */
  actions: ReactNode
}

export function Dialog({ open, title, onClose, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const box = dialog.current
    if (!box || box.open === open) return
    if (open) box.showModal()
    else box.close()
  }, [open])
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-0 text-text shadow-2xl backdrop:bg-[rgb(0_0_0/0.45)]">
      {open && (
        <div className="p-5">
          <h2 id={id} className="text-lg font-semibold">{title}</h2>
          <div className="mt-2 text-text-2">{children}</div>
          <div className="mt-5 flex flex-wrap justify-end gap-2">{actions}</div>
        </div>
      )}
    </dialog>
  )
}
