// The description as programs of others read it: every operation has a name of its own, and no schema a word that is not known.

import { expect, test } from 'vitest';
import { startLan } from '../fakes/lan-server.ts';

type Item = Readonly<Record<string, { readonly operationId?: string }>>;

interface Whole {
  readonly paths: Readonly<Record<string, Item>>;
  readonly components: {
    readonly schemas: { readonly Settings: { readonly properties: Readonly<Record<string, object>> } };
  };
}

test('operations are named, once each, and our own words about settings are extensions', async () => {
  const { url } = await startLan();
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as Whole;
  const names = Object.values(document.paths).flatMap((item) => Object.values(item).map((one) => one.operationId));
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(['getChannels', 'patchChannels', 'deleteReviewHistoryById']));
  expect(names.filter((name) => !/^(?:get|put|post|patch|delete)[A-Z][A-Za-z0-9]+$/.test(name ?? ''))).toEqual([]);
  const { properties } = document.components.schemas.Settings;
  expect(properties).toHaveProperty('streaming.properties.linger_seconds.x-label');
  expect(properties).toHaveProperty('streaming.properties.linger_seconds.x-unit');
  expect(properties).not.toHaveProperty('streaming.properties.linger_seconds.label');
});
