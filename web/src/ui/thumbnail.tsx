// Thumbnail: a photo's small picture in a frame of fixed shape, so that nothing moves when it comes.
// Where there is none (the file cannot be decoded) a quiet mark stands in its place.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useState } from "react"
import { classes } from "./classes"
import { soon } from "./frame"
import { Icon } from "./icon"

interface ThumbnailProps {
  src: string
  /** "" where the text beside says it. */
  alt: string
  className?: string
  contain?: boolean
}

export function Thumbnail({ src, alt, className, contain = false }: ThumbnailProps) {
  const [missing, setMissing] = useState<string | null>(null)
  const frame = classes("flex items-center justify-center overflow-hidden bg-sunken text-text-3", className)
  if (src === "" || missing === src)
    return <div className={frame} {...(alt && { role: "img", "aria-label": alt })}><Icon name="photo" /></div>
  return (
    <div className={frame}>
      <img src={src} alt={alt} loading="lazy" decoding="async" onError={() => soon(() => setMissing(src))}
        className={classes("h-full w-full", contain ? "object-contain" : "object-cover")} />
    </div>
  )
}
