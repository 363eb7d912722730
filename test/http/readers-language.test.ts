// In which language Masthead says what it says to a program that has not chosen one.

import { expect, test } from 'vitest';
import { startLan } from '../fakes/lan-server.ts';

test("a provider's warnings are in the language of alerts, unless another is asked for", async () => {
  const { rooms, api } = await startLan();
  Object.defineProperty(rooms.alerts, 'language', { value: 'de' });
  const { id } = await rooms.providers.add({ source: 'http://tv.invalid/list.m3u', name: 'Mine' });
  const detailOf = async (query: string): Promise<unknown> => {
    const answer = await api('GET', `/health/providers/${id}${query}`);
    const { warnings } = (await answer.json()) as { warnings: readonly { detail: string }[] };
    return warnings[0]?.detail;
  };
  expect(await detailOf('')).toMatch(/^Es endet am /);
  expect(await detailOf('?language=en')).toMatch(/^It ends /);
});
