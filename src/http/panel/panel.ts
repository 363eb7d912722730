// The panel at `/`: its page, its files, and the set-up link. Without a build, a page that says how to make one.

import type { Context, Env, Hono } from 'hono';
import { PAGE_HEADERS } from './headers.ts';
import { BUILT, panelFiles, type PanelFile, type PanelFiles } from './files.ts';

const PAGE = 'index.html';
/** Their names change with their content. */
const IMMUTABLE = /^assets\//;
/** For tests of the build. */
const MANIFEST = 'manifest.json';
const A_YEAR = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Masthead</title>
<h1>Masthead</h1><p>The panel is not built yet: run <code>npm run build</code> and start again.
The API is at <a href="api/docs">api/docs</a>.</p></html>`;

/** Whether a path is the panel's own: it holds no data, so anybody may have it. */
export const isPanelPath = (path: string, files: Pick<PanelFiles, 'paths'> = built()): boolean =>
  path === '/' || path === '/setup' || path === '/favicon.ico' || files.paths.includes(path.slice(1));

export function panelRoutes<E extends Env>(app: Hono<E>, files: PanelFiles = built()): void {
  const page = (c: Context<E>): Promise<Response> => answerPage(c, files);
  app.get('/', page);
  app.get('/setup', page);
  app.get('/favicon.ico', (c) => c.redirect('icon.svg'));
  for (const path of files.paths) {
    if (path !== PAGE && path !== MANIFEST && !IMMUTABLE.test(path))
      app.get(`/${path}`, (c) => answerFile(c, path, files));
  }
  app.get('/assets/*', (c) => answerFile(c, c.req.path.slice(1), files));
}

let known: PanelFiles | undefined;
const built = (): PanelFiles => (known ??= panelFiles(BUILT));

async function answerPage<E extends Env>(c: Context<E>, files: PanelFiles): Promise<Response> {
  if (files.paths.includes(PAGE)) return answerFile(c, PAGE, files);
  return c.html(NOT_BUILT, 200, { ...PAGE_HEADERS, 'cache-control': ASK_AGAIN });
}

async function answerFile<E extends Env>(c: Context<E>, path: string, files: PanelFiles): Promise<Response> {
  const file = files.paths.includes(path) ? await files.read(path) : undefined;
  if (!file) return c.notFound();
  const headers: Record<string, string> = {
    ...PAGE_HEADERS,
    'content-type': file.contentType,
    'cache-control': IMMUTABLE.test(path) ? A_YEAR : ASK_AGAIN,
    etag: file.etag,
    vary: 'accept-encoding',
  };
  if (c.req.header('if-none-match') === file.etag) return c.body(null, 304, headers);
  return answerBody(c, file, headers);
}

function answerBody<E extends Env>(c: Context<E>, file: PanelFile, headers: Record<string, string>): Response {
  const takesGzip = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  if (!file.gzipped || !takesGzip) return c.body(file.body, 200, headers);
  return c.body(file.gzipped, 200, { ...headers, 'content-encoding': 'gzip' });
}
