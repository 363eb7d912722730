// Programs that npm packages bring, where a person has installed such a package beside Masthead.

import { createRequire } from 'node:module';
import type { Programs } from './programs.ts';

type Load = (name: string) => unknown;

/**
 * ffprobe-static's, which has one for some platforms: an old build of 2018, and the last resort behind the system's.
 * @returns an absolute path; `undefined` where the package is not installed or has nothing for this platform
 */
export function bundledFfprobe(
  programs: Pick<Programs, 'find'>,
  load: Load = createRequire(import.meta.url),
): string | undefined {
  try {
    const { path } = load('ffprobe-static') as { readonly path?: unknown };
    return typeof path === 'string' ? programs.find(path) : undefined;
  } catch {
    return undefined; // not installed, or it throws on a platform that it does not know
  }
}
