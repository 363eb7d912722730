// Files of the API: the login goes with the request, so that a link alone would not do.

import { Problem } from './problem.ts';
import { token } from './token.ts';

/** Has the browser keep a file. @throws Problem */
export async function download(path: string, name: string): Promise<void> {
  const known = token.read();
  const response = await fetch(new URL(path, document.baseURI), {
    headers: known === null ? {} : { authorization: `Bearer ${known}` },
  }).catch(() => undefined);
  if (!response?.ok) throw new Problem({ status: response?.status ?? 0, code: 'offline', detail: '' });
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
