// Files that are nobody's list. A source may be a file of this machine; those of Masthead hold keys and passwords, and those that
// the system makes up show what its processes were told, the Supervisor's token among it.

import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { AppError } from '../kernel/errors.ts';
import { currentReach } from './reach.ts';

const OF_THE_SYSTEM = ['/proc', '/sys', '/run/secrets', '/run/s6'];
/** What a person may have put into the data folder himself. */
const LIST = /\.(?:m3u8?|txt|xml|xmltv)(?:\.(?:gz|xz|br|zst))?$/i;

/**
 * @param path of a file that is there
 * @returns where it really lies, whatever links lead there
 * @throws AppError `provider.refused`; what the system says when it is gone
 */
export async function insistOnList(path: string): Promise<string> {
  const real = await realpath(path);
  const { ownFolder = '' } = currentReach();
  const own = ownFolder === '' ? '' : await realpath(ownFolder).catch(() => ownFolder);
  const isOwn = own !== '' && isIn(own, real) && !LIST.test(real);
  if (isOwn || OF_THE_SYSTEM.some((folder) => isIn(folder, real)))
    throw new AppError('provider.refused', 'This file belongs to Masthead or to the system: it is not read as a list');
  return real;
}

const isIn = (folder: string, path: string): boolean => path === folder || path.startsWith(folder + sep);
