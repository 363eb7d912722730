// Parts of the panel that are loaded when they are first wanted. An update lays other files in their place.

import { Problem } from './api/problem.ts';

/** Whether the server has another panel than this page: the page that it hands out begins with another script. */
async function isUpdated(): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute('src');
  const response = await fetch(new URL('./', document.baseURI), { cache: 'no-store' }).catch(() => undefined);
  if (own == null || !response?.ok) return false;
  const page = await response.text();
  return page.includes('<mh-app') && !page.includes(`"${own}"`);
}

/** @throws Problem `updated` where the part has gone with an update, `offline` where it does not come otherwise */
export async function part<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch {
    throw new Problem({ status: 0, code: (await isUpdated()) ? 'updated' : 'offline', detail: '' });
  }
}
