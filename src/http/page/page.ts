// The page at `/`, until the panel takes its place: self-contained, nothing is fetched from elsewhere.

import type { Context, Hono } from 'hono';
import { hash53 } from '../../model/ids.ts';
import type { LanEnv } from '../lan-env.ts';
import { ICON } from './icon.ts';
import { DOM_SCRIPT } from './script-dom.ts';
import { HOME_SCRIPT } from './script-home.ts';
import { MAIN_SCRIPT } from './script-main.ts';
import { PROVIDERS_SCRIPT } from './script-providers.ts';
import { SHELL } from './shell.ts';
import { STYLE } from './style.ts';

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
const SVG = 'image/svg+xml';

const FILES: Readonly<Record<string, readonly [contentType: string, text: string]>> = {
  '/': [HTML, SHELL],
  '/setup': [HTML, SHELL],
  '/favicon.ico': [SVG, ICON],
  '/page/icon.svg': [SVG, ICON],
  '/page/style.css': ['text/css; charset=utf-8', STYLE],
  '/page/main.js': [SCRIPT, MAIN_SCRIPT],
  '/page/dom.js': [SCRIPT, DOM_SCRIPT],
  '/page/home.js': [SCRIPT, HOME_SCRIPT],
  '/page/providers.js': [SCRIPT, PROVIDERS_SCRIPT],
};

/** Scripts, styles and requests of our own only; the set-up token stands in the address, so no Referer leaves. */
export const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

export function pageRoutes(lan: Hono<LanEnv>): void {
  for (const [path, [contentType, text]] of Object.entries(FILES)) {
    const headers = { ...PAGE_HEADERS, 'content-type': contentType, etag: `"${hash53(text).toString(36)}"` };
    lan.get(path, (c) => answerFile(c, text, headers));
  }
}

function answerFile(c: Context<LanEnv>, text: string, headers: Record<string, string> & { etag: string }): Response {
  return c.req.header('if-none-match') === headers.etag ? c.body(null, 304, headers) : c.body(text, 200, headers);
}
