import { expect, test } from 'vitest';
import { CopyField } from '../../../panel/elements/copy-field.ts';
import { mount, type Mounted } from './mount.ts';

const ADDRESS = 'http://192.0.2.7:5004/playlist.m3u';
const field = (): Promise<Mounted<CopyField>> => mount(CopyField, { label: 'Playlist', value: ADDRESS });

test('the address is drawn as a code that is opened and closed', async () => {
  const { find, all } = await field();
  const button = find('[aria-expanded]');
  button.click();
  await expect.poll(() => all('svg.qr').length).toBe(1);
  expect(find('svg.qr').getAttribute('aria-label')).toBe(ADDRESS);
  expect(find('svg.qr path').getAttribute('d')!.split('M').length).toBeGreaterThan(200);
  expect(button.getAttribute('aria-expanded')).toBe('true');
  button.click();
  await expect.poll(() => all('svg.qr').length).toBe(0);
});

test('it is said when it was copied, and not when it was not', async () => {
  const { find } = await field();
  const said = find('[role=status]');
  const copy = find('button');
  await navigator.clipboard.writeText('before');
  copy.click();
  await expect.poll(() => said.textContent).not.toBe('');
  expect(await navigator.clipboard.readText()).toBe(ADDRESS);
});
