// The panel's built files: which there are is read once, and anew when one has gone; each is read and compressed when it is
// first asked for.

import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createHash } from 'node:crypto';

/** `npm run build` puts it there; the sources and the compiled server lie equally deep. */
export const BUILT = fileURLToPath(new URL('../../../dist/panel/', import.meta.url));

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface PanelFile {
  readonly contentType: string;
  readonly etag: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Undefined where it would not be smaller. */
  readonly gzipped: Uint8Array<ArrayBuffer> | undefined;
}

export interface PanelFiles {
  /** Paths from the panel's root, `/` between folders. */
  readonly paths: readonly string[];
  /** Undefined for one that has gone since: an update laid others there. */
  read(path: string): Promise<PanelFile | undefined>;
}

/** @param folder one that is missing has no files */
export function panelFiles(folder: string): PanelFiles {
  let paths = list(folder);
  const read = new Map<string, Promise<PanelFile | undefined>>();
  const lookAnew = (): void => {
    paths = list(folder);
    read.clear(); // a page that was read before names files of before
  };
  return {
    get paths() {
      return paths;
    },
    read(path) {
      const known = read.get(path);
      if (known) return known;
      const file = load(join(folder, path));
      read.set(path, file);
      void file.then(
        (found) => found ?? lookAnew(),
        () => read.delete(path),
      );
      return file;
    },
  };
}

function list(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && extname(entry.name) in CONTENT_TYPES)
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length).replaceAll(sep, '/'));
  } catch {
    return [];
  }
}

async function load(path: string): Promise<PanelFile | undefined> {
  const body = await contentOf(path);
  if (!body) return undefined;
  const gzipped = new Uint8Array(await promisify(gzip)(body, { level: 9 }));
  return {
    contentType: CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    body,
    gzipped: gzipped.length < body.length * 0.9 ? gzipped : undefined,
  };
}

async function contentOf(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
