import { defineConfig } from "vite";

// One classic script and one style sheet: Python puts them into a single file, or serves them
// beside the page, and either way nothing else is loaded.
export default defineConfig({
  build: {
    outDir: "../kg/explorer/static",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
    license: { fileName: "licenses.md" },
    lib: {
      entry: "src/main.ts",
      formats: ["iife"],
      name: "paperkgExplorer",
      fileName: () => "explorer.js",
      cssFileName: "explorer",
    },
  },
  define: { "process.env.NODE_ENV": '"production"' },
});
