// How the example is served and built.
// SPDX-License-Identifier: GPL-3.0-or-later
import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

export default defineConfig({
  root: new URL(".", import.meta.url).pathname,
  plugins: [react()],
  server: { proxy: { "/socket.io": { target: "http://127.0.0.1:8000", ws: true } } },
})
