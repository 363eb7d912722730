// Plays a movie, or opens a series: for places that know a title's id alone.

import { ask } from './api/client.ts';
import { toastError } from './elements/toast.ts';
import { playFile } from './play.ts';
import { go } from './router.ts';

export async function playTitle(id: string, name: string): Promise<void> {
  try {
    const { path } = await ask('GET /titles/{id}', { params: { id } });
    if (path === null) go('library', id);
    else playFile(path, name, id);
  } catch (error) {
    toastError(error);
  }
}
