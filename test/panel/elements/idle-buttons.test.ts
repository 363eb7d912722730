// What would change nothing is not offered to be applied, and a hint stands where it says something.

import { render } from 'lit';
import { expect, test } from 'vitest';
import { learnWhoIAm } from '../../../panel/api/me.ts';
import type { Provider } from '../../../panel/api/routes.ts';
import { EditDialog } from '../../../panel/views/channels/edit-dialog.ts';
import { mainFields } from '../../../panel/views/providers/field-sets.ts';
import { RuleText } from '../../../panel/views/rules/rule-text.ts';
import { serve } from './api.ts';
import { fill, mount } from './mount.ts';

const isDisabled = (button: HTMLElement): boolean => button.hasAttribute('disabled');

test('rules as text are applied when they are others than the ones in force, or come beside them', async () => {
  const { asked } = await serve({
    'GET /api/me': { may: ['look', 'manage'], id: 'p1' },
    'GET /api/rules.yaml': 'rules: []',
    'POST /api/rules/text/preview': { issues: [], preview: null },
  });
  await learnWhoIAm();
  const { find, all, settled } = await mount(RuleText);
  await expect.poll(() => all('textarea').length).toBe(1);
  const held = (find('textarea') as HTMLTextAreaElement).value;
  const apply = find('wa-button');
  expect(isDisabled(apply)).toBe(true);
  fill(find('textarea'), `${held}\n# more`);
  await settled();
  expect(isDisabled(apply)).toBe(false);
  fill(find('textarea'), held);
  fill(find('select'), 'append');
  await settled();
  expect(isDisabled(apply)).toBe(false);
  await expect.poll(() => asked.at(-1)?.body).toMatchObject({ mode: 'append', text: held });
});

test('an edit that would change no channel is not applied', async () => {
  const preview = { changed: 0, samples: [] };
  await serve({ 'POST /api/channels/edit/preview': preview });
  const { element, find } = await mount(EditDialog, { kind: 'rename', target: { ids: ['c1'] } });
  expect(isDisabled(find('.sends'))).toBe(false);
  find('form').dispatchEvent(new Event('input'));
  await expect.poll(() => isDisabled(find('.sends'))).toBe(true);
  preview.changed = 1;
  find('form').dispatchEvent(new Event('input'));
  await expect.poll(() => isDisabled(find('.sends'))).toBe(false);
  expect(element.kind).toBe('rename');
});

function hintOf(source: string): string | null {
  const place = document.createElement('div');
  render(mainFields({ name: 'Cheap', source, max_connections: 1 } as Provider), place);
  return place.querySelector('[name=source]')!.getAttribute('hint');
}

test('what *** stands for is said where something is hidden', () => {
  expect(hintOf('http://tv.example/get.php?username=***&password=***')).toContain('***');
  expect(hintOf('/share/list.m3u')).toBe('');
});
