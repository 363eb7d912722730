// Rules as a person writes them: in a form that shows what would change, in a list that is put in order, and as text.

import { expect, test } from 'vitest';
import { demoHome, hasChromium } from './demo-home.ts';
import { openPanel } from './panel-page.ts';

const home = demoHome();

const playlist = async (): Promise<string> => (await fetch(`${home.demo.base}/playlist.m3u`)).text();

test.skipIf(!hasChromium)('a rule is written, seen before it is kept, switched off, ordered and removed', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/rules' });
  await page.getByText('No rules yet').waitFor();
  await page.getByRole('button', { name: 'Tidy names' }).click();
  await page.getByText('Is for').waitFor(); // every stream, and what would change is seen
  expect(await page.getByLabel('New name').inputValue()).toBe('{title}');
  expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Tidy names');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'New rule' }).click();
  await page.getByText('Say first for which streams it is').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => page.getByText('Say first for which streams it is').count()).toBe(2);
  expect(await playlist()).toContain('Pebble Kids');
  await page.getByLabel('What is looked for').fill('Documentary');
  await page.getByText('Is for 2 streams').waitFor();
  await page.getByText('Saltmarsh Nature').waitFor();
  await page.getByLabel('What is done').selectOption('rename');
  await page.getByLabel('New name').fill('Docs: {title}');
  await page.getByText('Docs: Saltmarsh Nature').waitFor();
  expect(await playlist()).not.toContain('Docs: ');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Group contains “Documentary” → Rename: Docs: {title}').waitFor();
  expect(await playlist()).toContain('Docs: Saltmarsh Nature');

  await page.getByRole('button', { name: 'New rule' }).click();
  await page.getByLabel('Field').selectOption('name');
  await page.getByLabel('What is looked for').fill('Kids');
  await page.getByText('Pebble Kids').waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('No children');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(playlist).not.toContain('Pebble Kids');
  await page.getByRole('button', { name: 'Earlier: No children' }).click();
  await expect
    .poll(() => page.locator('mh-rules li .name').allTextContents())
    .toEqual(['No children', 'Rename: Docs: {title}']);
  await page.getByRole('switch', { name: 'No children' }).click();
  await expect.poll(playlist).toContain('Pebble Kids');
  await page.getByRole('button', { name: 'Remove: No children' }).click();
  await page.getByText('No children removed').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('switch', { name: 'No children' }).waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('what is wrong in the text is told by line, and what is right is taken', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/rules/text' });
  const area = page.getByRole('textbox', { name: 'As text' });
  await area.fill('rules:\n  - name: Sea\n    when: { name: { matches: "a(b" } }\n    action: hide\n');
  await page.getByText('missing closing ) at character 2').waitFor();
  await page.getByText('Line 3').click();
  expect(
    await area.evaluate((element: object) => (element as { selectionStart: number }).selectionStart),
  ).toBeGreaterThan(20);
  await area.fill('rules:\n  - name: Sea\n    action: { kind: regroup, to: Sea }\n');
  await page.getByText('Is for 12 streams').waitFor();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('The rules are in force').waitFor();
  await page.getByText('All streams → Move to a group: Sea').waitFor();
  expect(await playlist()).toContain('group-title="Sea"');
  expect(problems).toEqual([]);
});
