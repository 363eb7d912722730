// A person who is a user of Home Assistant stays one, whatever of its users can be told just now.

import { expect, test } from 'vitest';
import { PersonForm } from '../../../panel/views/people/person-form.ts';
import { serve } from './api.ts';
import { mount, type Mounted } from './mount.ts';

const MIA = { id: 'mia', name: 'Mia', is_admin: false, person_id: null };
const BEN = { id: 'ben', name: 'Ben', is_admin: false, person_id: null };
const groups = { 'GET /api/groups': { items: [] }, 'GET /api/title-groups': { items: [] } };

const sent = async ({ find, told }: Mounted<PersonForm>): Promise<void> => {
  find('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await expect.poll(() => told.length).toBe(1);
};

test('whoever is decided about before the first visit is bound, though Home Assistant does not answer now', async () => {
  const { asked } = await serve({
    ...groups,
    'GET /api/people/home-assistant': 502,
    'POST /api/people': { name: 'Mia' },
  });
  await sent(await mount(PersonForm, { visitor: MIA }, ['saved']));
  expect(asked.at(-1)).toMatchObject({ route: 'POST /api/people', body: { home_assistant_user_id: 'mia' } });
});

test('a user whom Home Assistant has no longer is let go by choice alone', async () => {
  const person = { id: 'p1', name: 'Mia', home_assistant_user_id: 'mia', contents: [], role: 'viewer' };
  await serve({ ...groups, 'GET /api/people/home-assistant': { items: [BEN] } });
  const { all, find } = await mount(PersonForm, { person });
  await expect.poll(() => all('[name=home_assistant_user_id] option').length).toBe(3);
  expect(find('option[value=mia]').hasAttribute('selected')).toBe(true);
});
