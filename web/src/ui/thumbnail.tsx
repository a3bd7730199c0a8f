// Thumbnail: a photo's small picture in a frame of fixed shape, so that nothing moves when it comes.
// It is asked for when it is in sight and has its turn. Where there is none (the file cannot be
// decoded) a quiet mark stands in its place.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useRef, useState } from "react"
import { classes } from "./classes"
import { soon } from "./frame"
import { Icon } from "./icon"
import { takeTurn } from "./turns"

interface ThumbnailProps {
  /** "": none. */
  src: string
  /** "" where the text beside says it. */
  alt: string
  className?: string
  contain?: boolean
}

export function Thumbnail({ src, alt, className, contain = false }: ThumbnailProps) {
  const picture = useRef<HTMLImageElement>(null)
  const [missing, setMissing] = useState<string | null>(null)
  const frame = classes("flex items-center justify-center overflow-hidden bg-sunken text-text-3", className)
  const none = src === "" || missing === src

  useEffect(() => {
    const image = picture.current
    if (none || image === null) return
    let end = () => {}
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return
      seen.disconnect()
      end = takeTurn(() => {
        image.src = src
      })
    }, { rootMargin: "200px" })
    const done = () => end()
    const failed = () => {
      end()
      soon(() => setMissing(src))
    }
    image.addEventListener("load", done)
    image.addEventListener("error", failed)
    seen.observe(image)
    return () => {
      image.removeEventListener("load", done)
      image.removeEventListener("error", failed)
      seen.disconnect()
      // What is not wanted any more is not waited for.
      if (!image.complete) image.removeAttribute("src")
      end()
    }
  }, [src, none])

  if (none)
    return <div className={frame} {...(alt && { role: "img", "aria-label": alt })}><Icon name="photo" /></div>
  return (
    <div className={frame}>
      <img ref={picture} alt={alt} decoding="async"
        className={classes("h-full w-full", contain ? "object-contain" : "object-cover")} />
    </div>
  )
}
