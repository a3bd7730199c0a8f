// Toasts: short notices in the corner. They leave by themselves unless they are pointed at or hold
// the focus; errors stay until they are closed. What they say is announced, too.
// SPDX-License-Identifier: GPL-3.0-or-later
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react"
import { useAnnounce } from "./announcer"
import { Button } from "./button"
import { classes } from "./classes"
import { Icon, type IconName } from "./icon"

const kMs = 7000
const kMost = 4

export interface Toast {
  /** One of the same key takes the place of the one before. */
  readonly key?: string
  readonly tone: "neutral" | "good" | "bad"
  readonly icon: IconName
  readonly title: string
  readonly text?: string
  /** A link or button. */
  readonly action?: ReactNode
}
type Shown = Toast & { id: number }

const ToastContext = createContext<(toast: Toast) => void>(() => {})
export const useToast = () => useContext(ToastContext)

export function ToastProvider({ label, close, children }: { label: string; close: string; children: ReactNode }) {
  const announce = useAnnounce()
  const [shown, setShown] = useState<readonly Shown[]>([])
  const turn = useRef(0)
  const drop = useCallback((id: number) => setShown((all) => all.filter((one) => one.id !== id)), [])
  const show = useCallback(
    (toast: Toast) => {
      turn.current += 1
      const id = turn.current
      setShown((all) => {
        const others = toast.key === undefined ? all : all.filter((one) => one.key !== toast.key)
        return [...others, { ...toast, id }].slice(-kMost)
      })
      announce([toast.title, toast.text].filter(Boolean).join(". "))
    },
    [announce],
  )
  const context = useMemo(() => show, [show])
  return (
    <ToastContext.Provider value={context}>
      {children}
      <section aria-label={label} className="no-print pointer-events-none fixed inset-x-3 bottom-3 z-40 flex flex-col items-end gap-2 sm:left-auto sm:w-96">
        {shown.map((one) => <ToastBox key={one.id} toast={one} close={close} onClose={() => drop(one.id)} />)}
      </section>
    </ToastContext.Provider>
  )
}

function ToastBox({ toast, close, onClose }: { toast: Shown; close: string; onClose: () => void }) {
  const [held, setHeld] = useState(false)
  const leave = useRef(onClose)
  leave.current = onClose
  const stays = toast.tone === "bad"
  useEffect(() => {
    if (held || stays) return
    const timer = setTimeout(() => leave.current(), kMs)
    return () => clearTimeout(timer)
  }, [held, stays])
  return (
    <div data-testid="toast" onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}
      className="card appear pointer-events-auto flex w-full items-start gap-3 p-3.5 shadow-xl">
      <Icon name={toast.icon} className={classes("mt-0.5",
        toast.tone === "good" ? "text-good" : toast.tone === "bad" ? "text-bad" : "text-accent")} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{toast.title}</p>
        {toast.text && <p className="text-sm text-text-2">{toast.text}</p>}
        {toast.action && <div className="mt-2" onClick={onClose}>{toast.action}</div>}
      </div>
      <Button look="quiet" size="small" aria-label={close} onClick={onClose} className="-mr-1.5 -mt-1 px-1.5">
        <Icon name="cross" className="h-4 w-4" />
      </Button>
    </div>
  )
}
