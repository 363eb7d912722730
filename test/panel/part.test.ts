import { afterEach, beforeEach, expect, test } from 'vitest';
import { Toasts, toastError } from '../../panel/elements/toast.ts';
import { explain, Trouble } from '../../panel/elements/state.ts';
import { part } from '../../panel/part.ts';
import { servePage } from './elements/api.ts';
import { mount } from './elements/mount.ts';

const OWN = './assets/index-1a2b.js';
const pageWith = (script: string): string => `<script type="module" src="${script}"></script><mh-app></mh-app>`;
const gone = (): Promise<never> =>
  Promise.reject(new TypeError('Failed to fetch dynamically imported module: http://x'));

beforeEach(() => {
  const page = globalThis as unknown as { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: boolean } } };
  page.happyDOM.settings.handleDisabledFileLoadingAsSuccess = true; // it is named, and not run
  document.head.innerHTML = pageWith(OWN);
});
afterEach(() => document.head.replaceChildren());

test('a part that comes is what it is', async () => {
  expect(await part(() => Promise.resolve(7))).toBe(7);
});

test('a part that an update took away says that there was an update, and offers to load the page anew', async () => {
  await servePage(pageWith('./assets/index-3c4d.js'));
  const error: unknown = await part(gone).catch((thrown: unknown) => thrown);
  expect(explain(error)).toBe('Masthead was updated. Reload this page to go on.');
  expect((await mount(Trouble, { error })).find('wa-button').textContent).toBe('Reload');
  const toasts = await mount(Toasts);
  toastError(error);
  await toasts.settled();
  expect(toasts.find('button').textContent).toContain('Reload');
});

test.each([
  ['the same panel', pageWith(OWN)],
  ['a page that is not the panel', '<h1>Log in</h1>'],
  ['nothing but a fault', 502],
])('where the server has %s, the part is only out of reach', async (_, page) => {
  await servePage(page);
  await expect(part(gone)).rejects.toMatchObject({ code: 'offline' });
});
