// One photo's result: the picture, the decision with every finding, the measures.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useMutation, useQuery } from "@tanstack/react-query"
import { getRouteApi, Link } from "@tanstack/react-router"
import { useEffect } from "react"
import { Problem, send, thumbnail, type Schemas } from "../../api/client"
import { imageQuery } from "../../api/queries"
import { useCaller } from "../../api/use_caller"
import { Badge, type Tone } from "../../ui/badge"
import { Button, buttonClasses } from "../../ui/button"
import { Empty } from "../../ui/empty"
import { Figure, Figures } from "../../ui/figures"
import { Icon } from "../../ui/icon"
import { Panel } from "../../ui/panel"
import { Thumbnail } from "../../ui/thumbnail"
import { findingText } from "../../words/finding_text"
import { ServerText } from "../../words/server_text"
import { codeWord, nameIn, useFormat, useWords } from "../../words/words"

const route = getRouteApi("/monitoring/$id/photos/$n")
const kSeverityTones: Record<string, Tone> = { reject: "bad", warn: "warn", label: "neutral" }

export function PhotoPage() {
  const { id, n } = route.useParams()
  const { photo: words, app } = useWords()
  const number = Number(n)
  const query = useQuery(imageQuery(id, number))
  useEffect(() => {
    document.title = `${query.data?.path ?? words.title(n)} – Photosieve`
  }, [query.data, words, n])
  return (
    <>
      <div className="no-print mb-4 flex flex-wrap gap-2">
        <Link to="/monitoring/$id" params={{ id }} className={buttonClasses("quiet", "small")}><Icon name="left" className="h-4 w-4" />{words.back}</Link>
        <span className="ml-auto flex gap-2">
          {number > 1 && <Link to="/monitoring/$id/photos/$n" params={{ id, n: String(number - 1) }} className={buttonClasses("plain", "small")}>{words.previous}</Link>}
          <Link to="/monitoring/$id/photos/$n" params={{ id, n: String(number + 1) }} className={buttonClasses("plain", "small")}>{words.next}</Link>
        </span>
      </div>
      {query.isPending ? (
        <div role="status" aria-label={app.loading} className="skeleton h-96" />
      ) : query.isError ? (
        query.error instanceof Problem && query.error.status === 404
          ? <Empty page icon="photo" title={words.unknown} hint={words.unknownHint} />
          : <Empty page icon="alert" role="alert" title={app.failed} hint={query.error.message}><Button onClick={() => void query.refetch()}>{app.retry}</Button></Empty>
      ) : (
        <Result id={id} image={query.data} />
      )}
    </>
  )
}

function FindingSentence({ finding, image }: { finding: Schemas["Finding"]; image: Schemas["Image"] }) {
  const { sentences } = useWords()
  const format = useFormat()
  const { text, english } = findingText(sentences, format, finding, image)
  return (
    <>
      {text && <p className="text-sm text-text-2">{text}</p>}
      {english && <p className="text-[0.8125rem] text-text-3"><ServerText>{english}</ServerText></p>}
    </>
  )
}

function Result({ id, image }: { id: string; image: Schemas["Image"] }) {
  const words = useWords()
  const format = useFormat()
  const { mayChange } = useCaller()
  const retry = useMutation({ mutationFn: () => send("POST", `/sessions/${id}/images/${image.n}/retry`) })
  const approved = image.decision === "approved"
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="card overflow-hidden">
        <Thumbnail contain src={thumbnail(id, image.n, 1024)} alt={words.photo.picture(image.path)} className="h-[min(70vh,44rem)]" />
      </div>
      <div className="grid min-w-0 gap-4">
        <div className="card p-4 sm:p-5">
          <h1 className="font-semibold">{image.path}</h1>
          <p className="mt-2 flex flex-wrap items-center gap-2">
            <Badge tone={approved ? "good" : "bad"}><Icon name={approved ? "check" : "cross"} className="h-4 w-4" />{approved ? words.monitor.approved : words.monitor.rejected}</Badge>
            <span className="hint">{words.photo.confidence} {format.percent(image.confidence * 100, 0)}</span>
          </p>
          {mayChange && (
            <Button size="small" className="no-print mt-4" busy={retry.isPending} disabled={retry.isSuccess} onClick={() => retry.mutate()}>
              {retry.isSuccess ? words.monitor.judgingAgain : words.monitor.judgeAgain}
            </Button>
          )}
          {retry.isError && <p role="alert" className="mt-2 text-sm text-bad">{retry.error.message}</p>}
        </div>
        <Panel title={words.photo.findings}>
          {image.findings.length === 0 ? <p className="hint">{words.photo.noFindings}</p> : (
            <ul className="grid gap-3">
              {image.findings.map((one) => (
                <li key={one.code + one.message}>
                  <p className="flex flex-wrap items-center gap-2 font-medium">
                    {codeWord(words, one.code)}
                    <Badge tone={kSeverityTones[one.severity]}>{words.statistics.severity[one.severity]}</Badge>
                  </p>
                  <FindingSentence finding={one} image={image} />
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel title={words.photo.file}>
          <Figures className="grid-cols-2">
            <Figure name={words.photo.format}>{image.format.toUpperCase()}</Figure>
            <Figure name={words.photo.size} note={format.bytes(image.bytes)}>{image.width} × {image.height}</Figure>
            <Figure name={words.photo.took}>{format.duration(image.elapsed_ms / 1000)}</Figure>
            <Figure name={words.photo.copied} note={image.copy_error}>{image.copied ? words.settings.yes : words.settings.no}</Figure>
          </Figures>
        </Panel>
        <Panel title={words.photo.measures}>
          <dl className="grid gap-1.5 text-sm">
            {Object.entries(image.measures).map(([name, value]) => (
              <div key={name} className="flex justify-between gap-4 border-b border-line pb-1.5 last:border-0">
                <dt className="text-text-2">{nameIn(words.measures, name)}</dt>
                <dd className="font-medium">{format.number(value, 2)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      </div>
    </div>
  )
}
