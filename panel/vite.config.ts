// Builds the panel into dist/panel, where the server looks for it. Every address is relative: the page works under any
// path, Home Assistant's ingress among them.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('.'),
  base: './',
  build: {
    outDir: at('../dist/panel'),
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false }, // it would be an inline script, which our own policy refuses
    assetsInlineLimit: 0,
    manifest: 'manifest.json', // which files the first load takes: read by the budget test
    chunkSizeWarningLimit: 700, // hls.js, loaded with the player
  },
});
