// The browser's own notifications: asked for by a click, never by itself, and shown only while the
// tab is out of sight.
// SPDX-License-Identifier: GPL-3.0-or-later

const kStored = "photosieve.notify"

export type Permission = "on" | "off" | "blocked" | "impossible"

export function notifications(): Permission {
  if (!("Notification" in globalThis)) return "impossible"
  if (Notification.permission === "denied") return "blocked"
  try {
    return Notification.permission === "granted" && localStorage.getItem(kStored) === "on" ? "on" : "off"
  } catch {
    return "off"
  }
}

export async function switchNotifications(on: boolean): Promise<Permission> {
  if (on && "Notification" in globalThis && Notification.permission === "default") await Notification.requestPermission()
  try {
    localStorage.setItem(kStored, on ? "on" : "off")
  } catch {
    // Then they stay off.
  }
  return notifications()
}

/** `tag` replaces an earlier one of the same. */
export function notify(title: string, body: string, tag: string, onClick: () => void): void {
  if (!document.hidden || notifications() !== "on") return
  const note = new Notification(title, { body, tag, icon: "/icon-192.png" })
  note.onclick = () => {
    focus()
    onClick()
    note.close()
  }
}
