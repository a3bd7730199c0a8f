// How the dashboard is built and its tests are run.
// SPDX-License-Identifier: GPL-3.0-or-later
import react from "@vitejs/plugin-react"
import tailwind from "tailwindcss"
import { defineConfig } from "vitest/config"

export default defineConfig({
  plugins: [react()],
  css: { postcss: { plugins: [tailwind()] } },
  build: {
    target: "es2022",
    // Every file has its content's hash in its name and is kept by browsers for good.
    assetsDir: "assets",
    // The server's rules for pages forbid scripts and pictures that stand in the page itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rollupOptions: {
      output: {
        manualChunks(id) {
          if (/node_modules\/(react|react-dom|scheduler)\//.test(id)) return "react"
          return undefined
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": "http://127.0.0.1:8000",
      "/socket.io": { target: "http://127.0.0.1:8000", ws: true },
    },
  },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"] },
})
