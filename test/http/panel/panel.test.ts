// The panel's files as the server hands them out, from a folder made for the test.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { panelFiles } from '../../../src/http/panel/files.ts';
import { isPanelPath, panelRoutes } from '../../../src/http/panel/panel.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const SCRIPT = 'console.log("masthead");'.repeat(100);

function built(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Masthead</title>');
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), SCRIPT);
  writeFileSync(join(folder, 'secret.key'), 'not a file of the panel');
  return folder;
}

function serve(folder = built()): Hono {
  const app = new Hono();
  panelRoutes(app, panelFiles(folder));
  return app;
}

test('the page comes under a policy that runs nothing but our own scripts', async () => {
  for (const path of ['/', '/setup']) {
    const response = await serve().request(path);
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'; style-src 'self';");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  }
});

test('a file whose name changes with its content is kept for a year, and is smaller on the way', async () => {
  const response = await serve().request('/assets/main-1a2b.js', { headers: { 'accept-encoding': 'br, gzip' } });
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('content-encoding')).toBe('gzip');
  const body = Buffer.from(await response.arrayBuffer());
  expect(body.length).toBeLessThan(SCRIPT.length / 4);
  expect(gunzipSync(body).toString()).toBe(SCRIPT);
});

test('a client that takes no gzip gets the file as it is', async () => {
  const response = await serve().request('/assets/main-1a2b.js');
  expect(response.headers.get('content-encoding')).toBeNull();
  expect(await response.text()).toBe(SCRIPT);
});

test('what a browser has is not sent again', async () => {
  const app = serve();
  const etag = (await app.request('/')).headers.get('etag') ?? '';
  const again = await app.request('/', { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('nothing but the files of the build is handed out', async () => {
  const app = serve();
  for (const path of [
    '/secret.key',
    '/assets/../secret.key',
    '/assets/%2e%2e/secret.key',
    '/index.html',
    '/package.json',
  ]) {
    expect({ path, status: (await app.request(path)).status }).toEqual({ path, status: 404 });
  }
});

test('a file that an update took away is not there, which is no fault of the server', async () => {
  const folder = built();
  const app = serve(folder);
  const faults: unknown[] = [];
  app.onError((error, c) => (faults.push(error), c.text('', 500)));
  rmSync(join(folder, 'assets'), { recursive: true });
  expect((await app.request('/assets/main-1a2b.js')).status).toBe(404);
  expect(faults).toEqual([]);
});

test('files that were laid in place of others are handed out without a new start', async () => {
  const folder = built();
  const app = serve(folder);
  await app.request('/');
  rmSync(join(folder, 'assets', 'main-1a2b.js'));
  writeFileSync(join(folder, 'assets', 'main-3c4d.js'), SCRIPT);
  writeFileSync(join(folder, 'index.html'), '<script src="./assets/main-3c4d.js"></script>');
  expect((await app.request('/assets/main-1a2b.js')).status).toBe(404);
  expect((await app.request('/assets/main-3c4d.js')).status).toBe(200);
  expect(await (await app.request('/')).text()).toContain('main-3c4d.js');
});

test('without a build the page says how to make one', async () => {
  const response = await serve(join(temporaryFolder(), 'nothing-here')).request('/');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('npm run build');
});

test('the panel is known by its paths', () => {
  const files = panelFiles(built());
  expect(['/', '/setup', '/favicon.ico', '/assets/main-1a2b.js'].every((path) => isPanelPath(path, files))).toBe(true);
  expect(
    ['/playlist.m3u', '/assets/other.js', '/secret.key', '/setup/x'].some((path) => isPanelPath(path, files)),
  ).toBe(false);
});
