import { expect, test } from 'vitest';
import * as z from 'zod';
import { changedRecord } from '../../src/kernel/changed-record.ts';
import { atOnce } from '../../src/kernel/slices.ts';
import { checkedAhead, checkedOnce, checkedRecord } from '../../src/storage/checked-once.ts';

/** A schema that counts what it reads. */
function counted() {
  const read: unknown[] = [];
  const entry = z
    .strictObject({ name: z.string().trim().min(1), group: z.string().optional() })
    .superRefine((value) => {
      read.push(value);
    });
  return { read, entry };
}

test('of a record only what is new is read, and what is not stays the same object', () => {
  const { read, entry } = counted();
  const schema = z.strictObject({ channels: checkedRecord(z.string().max(3), entry).default({}) });
  const first = schema.parse({ channels: { c1: { name: ' One ' }, c2: { name: 'Two' } } });
  expect(first).toEqual({ channels: { c1: { name: 'One' }, c2: { name: 'Two' } } });
  expect(read).toHaveLength(2);
  const second = schema.parse({ channels: { ...first.channels, c2: { name: 'Other' } } });
  expect(read).toHaveLength(3);
  expect(second.channels['c1']).toBe(first.channels['c1']);
  expect(second.channels['c2']).toEqual({ name: 'Other' });
  expect(schema.parse(second).channels).toBe(second.channels);
  expect(schema.parse({})).toEqual({ channels: {} });
});

test('of a record that was made of one that was checked only what was changed is looked at, and it stays the same object', () => {
  const { read, entry } = counted();
  const record = checkedRecord(z.string().max(3), entry);
  const first = record.parse({ c1: { name: 'One' }, c2: { name: 'Two' }, c3: { name: 'Three' } });
  const shared = { name: ' Other ' };
  const changes = new Map([
    ['c2', shared],
    ['c4', shared],
    ['c3', undefined],
  ]);
  const changed = atOnce(changedRecord(first, changes));
  Object.defineProperty(changed, 'c1', { get: () => expect.fail('looked at'), enumerable: true });
  const second = record.parse(changed);
  expect(second).toBe(changed);
  expect([second['c2'], second['c3'], second['c4']]).toEqual([{ name: 'Other' }, undefined, { name: 'Other' }]);
  expect(second['c2']).toBe(second['c4']);
  expect(read).toHaveLength(4);
  const issuesOf = (others: readonly (readonly [string, { name: string }])[]) => {
    const bad = atOnce(changedRecord(first, new Map(others)));
    const paths = () => record.safeParse(bad).error?.issues.map(({ path }) => path);
    return [paths(), paths()]; // also when it is asked again
  };
  expect(issuesOf([['c2', { name: '' }]])).toEqual([[['c2', 'name']], [['c2', 'name']]]);
  expect(issuesOf([['long', { name: 'x' }]])).toEqual([[['long']], [['long']]]);
  const unchecked = atOnce(changedRecord({ c1: { name: '' } }, new Map([['c2', { name: 'Two' }]])));
  expect(record.safeParse(unchecked).success).toBe(false);
});

test('what does not fit is refused with the place where it stands', () => {
  const schema = z.strictObject({ channels: checkedRecord(z.string().max(3), counted().entry) });
  const issues = (value: unknown) => schema.safeParse(value).error?.issues.map(({ path, message }) => [path, message]);
  expect(issues({ channels: { c1: { name: 'One', more: 1 } } })).toEqual([
    [['channels', 'c1'], 'Unrecognized key: "more"'],
  ]);
  expect(issues({ channels: { c1: { name: ' ' }, c2: 7, long: { name: 'x' } } })?.map(([path]) => path)).toEqual([
    ['channels', 'c1', 'name'],
    ['channels', 'c2'],
    ['channels', 'long'],
  ]);
  expect(issues({ channels: [] })?.[0]?.[0]).toEqual(['channels']);
  expect(issues({ channels: null })?.[0]?.[0]).toEqual(['channels']);
  expect(issues({})?.[0]?.[0]).toEqual(['channels']);
});

test('a record gives nobody another prototype', () => {
  const hostile: unknown = JSON.parse('{ "__proto__": { "name": "x" }, "c1": { "name": "One" } }');
  const channels = checkedRecord(z.string(), counted().entry).parse(hostile);
  expect(Object.keys(channels)).toEqual(['c1']);
  expect(Object.getPrototypeOf(channels)).toBe(Object.prototype);
});

test('what is one object for many entries is read once and stays one for them', () => {
  const { read, entry } = counted();
  const record = checkedRecord(z.string().max(3), entry);
  const one = { name: ' One ' };
  const channels = record.parse({ c1: one, c2: one, c3: { name: 'Two' } });
  expect(channels).toEqual({ c1: { name: 'One' }, c2: { name: 'One' }, c3: { name: 'Two' } });
  expect(channels['c1']).toBe(channels['c2']);
  expect(read).toHaveLength(2);
  const ahead = atOnce(checkedAhead(record, { c1: one, c2: one })) as typeof channels;
  expect(ahead['c1']).toBe(ahead['c2']);
  expect(read).toHaveLength(3);
  const bad = { name: '' };
  const issues = record.safeParse({ c1: bad, c2: bad, long: one, longer: one }).error?.issues.map(({ path }) => path);
  expect(issues).toEqual([['c1', 'name'], ['c2', 'name'], ['long'], ['longer']]);
  expect(record.safeParse({ ...channels, long: one }).success).toBe(false); // also after such a key was refused
});

test('a part that is replaced as a whole is read when it is another', () => {
  const { read, entry } = counted();
  const schema = checkedOnce(z.array(entry).max(2));
  const rules = schema.parse([{ name: 'a' }]);
  expect(schema.parse(rules)).toBe(rules);
  expect(read).toHaveLength(1);
  expect(schema.parse([{ name: 'a' }])).not.toBe(rules);
  expect(schema.safeParse([{ name: 'a' }, { name: 'b' }, { name: 'c' }]).success).toBe(false);
});

test('what was looked at ahead is not read again, and is refused as it would have been', () => {
  const { read, entry } = counted();
  const record = checkedRecord(z.string().max(3), entry);
  const ahead = atOnce(checkedAhead(record, { c1: { name: ' One ' }, c2: { name: 'Two' } }));
  expect(read).toHaveLength(2);
  expect(record.parse(ahead)).toBe(ahead);
  expect([ahead, read.length]).toEqual([{ c1: { name: 'One' }, c2: { name: 'Two' } }, 2]);
  const hostile: unknown = JSON.parse('{ "__proto__": { "name": "x" }, "c1": { "name": "One" } }');
  for (const bad of [
    { c1: { name: '' } },
    { long: { name: 'x' } },
    { c1: 7 },
    { c1: { name: 'x', more: 1 } },
    [],
    null,
  ]) {
    const looked = atOnce(checkedAhead(record, bad));
    expect(record.safeParse(looked).error?.issues.map(({ path }) => path)).toEqual(
      record.safeParse(bad).error!.issues.map(({ path }) => path),
    );
  }
  expect(Object.keys(record.parse(atOnce(checkedAhead(record, hostile))))).toEqual(['c1']);
  expect(atOnce(checkedAhead(z.string(), 'as it is'))).toBe('as it is');
});
