import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = { target: "http://127.0.0.1:8787" };

export default defineConfig({
  plugins: [react(), tailwind()],
  build: { target: "es2023", modulePreload: { polyfill: false } },
  server: {
    host: "127.0.0.1",
    port: 5173,
    strictPort: true,
    proxy: { "/trpc": api, "/api": api, "/auth": api, "/healthz": api, "/live": { ...api, ws: true } },
  },
});
