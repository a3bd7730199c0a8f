// Store: one value that the socket writes and React reads, told at most once a frame.
// SPDX-License-Identifier: GPL-3.0-or-later
import { atNextFrame } from "../ui/frame"

export class Store<T> {
  #value: T
  readonly #listeners = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  set(value: T) {
    if (Object.is(value, this.#value)) return
    this.#value = value
    atNextFrame(this.#tell)
  }

  // Arrow functions: React calls these without a receiver, and an identity that changed at each
  // render would subscribe again each time.
  get = (): T => this.#value
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #tell = () => {
    for (const listener of this.#listeners) listener()
  }
}
