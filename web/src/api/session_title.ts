// What a session is called: its name, else its folder's.
// SPDX-License-Identifier: GPL-3.0-or-later

export function titleOf(session: { name: string; input_folder: string }): string {
  return session.name || session.input_folder.split("/").filter(Boolean).pop() || session.input_folder
}
