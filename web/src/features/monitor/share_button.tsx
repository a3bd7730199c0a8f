// ShareButton: makes a link that shows this session, and nothing else, to whoever has it, until it expires.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { send, type Schemas } from "../../api/client"
import { useCaller } from "../../api/use_caller"
import { Button } from "../../ui/button"
import { CopyButton } from "../../ui/copy_button"
import { Dialog } from "../../ui/dialog"
import { SelectField, TextField } from "../../ui/field"
import { Icon } from "../../ui/icon"
import { useFormat, useWords } from "../../words/words"

const kDay = 24 * 3600
const kDays = [1, 7, 30] as const

export function ShareButton({ id }: { id: string }) {
  const { share: words } = useWords()
  const format = useFormat()
  const { mayChange, loggedIn } = useCaller()
  const [open, setOpen] = useState(false)
  const [days, setDays] = useState(7)
  const make = useMutation({
    mutationFn: () => send<Schemas["Share"]>("POST", `/sessions/${encodeURIComponent(id)}/share`, { expires_in_seconds: days * kDay }),
  })
  // Where no token is asked for there is nothing that a link could open.
  if (!mayChange || !loggedIn) return null
  const close = () => {
    setOpen(false)
    make.reset()
  }
  const link = make.data && location.origin + make.data.path
  return (
    <>
      <Button look="quiet" className="px-3" title={words.open} aria-label={words.open} onClick={() => setOpen(true)}>
        <Icon name="link" />
        <span className="hidden lg:inline">{words.open}</span>
      </Button>
      <Dialog open={open} title={words.title} onClose={close}
        actions={
          <>
            <Button autoFocus onClick={close}>{words.close}</Button>
            {!link && <Button look="primary" busy={make.isPending} onClick={() => make.mutate()}>{words.make}</Button>}
          </>
        }>
        <div className="grid gap-4">
          <p>{words.hint}</p>
          {link ? (
            <div>
              <TextField label={words.link} value={link} readOnly onFocus={({ target }) => target.select()}
                hint={words.until(format.date(make.data.expires_at), make.data.token_id)} />
              <div className="mt-2"><CopyButton text={link} label={words.copy} done={words.copied} /></div>
            </div>
          ) : (
            <SelectField label={words.lasts} value={days} onChange={({ target }) => setDays(Number(target.value))}>
              {kDays.map((one) => <option key={one} value={one}>{words.days(one)}</option>)}
            </SelectField>
          )}
          {make.isError && <p role="alert" className="text-sm text-bad">{make.error.message}</p>}
        </div>
      </Dialog>
    </>
  )
}
