// Finds programs: a name is looked up in PATH once, a path is taken as it is; both must be a file that may be run.

import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** A name without a slash, or an absolute path. */
const isProgramName = (program: string): boolean => /^[\w.+-]+$/.test(program) || isAbsolute(program);

export class Programs {
  readonly #path: string;
  readonly #known = new Map<string, string>();

  constructor(path = process.env['PATH'] ?? '') {
    this.#path = path;
  }

  /** The absolute path; `undefined` when there is none. What is not there is looked for anew: it may be installed. */
  find(program: string): string | undefined {
    const known = this.#known.get(program);
    if (known !== undefined && isRunnable(known)) return known;
    const found = this.#candidates(program).find(isRunnable);
    if (found !== undefined) this.#known.set(program, found);
    return found;
  }

  #candidates(program: string): string[] {
    if (isAbsolute(program)) return [program];
    if (!isProgramName(program)) return [];
    const folders = this.#path.split(delimiter).filter((folder) => isAbsolute(folder));
    return folders.map((folder) => join(folder, program));
  }
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
