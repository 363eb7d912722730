// Files of the API: the login goes with the request, so that a link alone would not do.

import { send } from './client.ts';
import { Problem } from './problem.ts';

/** Has the browser keep a file. @throws Problem */
export async function download(path: string, name: string): Promise<void> {
  const response = await send(path, { headers: {} });
  if (!response.ok) throw new Problem({ status: response.status, code: 'offline', detail: '' });
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
