// Players put their login into addresses: none of those that are answered here may stand in a log.

import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { LanEnv } from '../../../src/http/lan-env.ts';
import { redactText } from '../../../src/kernel/redact.ts';
import { XTREAM_NAME } from '../../../src/model/xtream-settings.ts';
import type { XtreamPorts } from '../../../src/outputs/xtream/ports.ts';
import { createXtreamOutput } from '../../../src/outputs/xtream/xtream.ts';

const PARTS: Readonly<Record<string, string>> = {
  username: 'dora',
  password: 'h2word',
  file: '1001.ts',
  number: '1001',
  segment: '17.ts',
  minutes: '60',
  start: '2026-11-27:20-00',
};

/** Every path that has a password in it, as a player would ask for it. */
function addresses(): string[] {
  const lan = new Hono<LanEnv>();
  createXtreamOutput({} as XtreamPorts).routes?.(lan);
  return lan.routes.flatMap(({ path }) =>
    path.includes(':password')
      ? [path.replaceAll(/:(\w+)(?:\{[^/]*\})?\??/g, (_, name: string) => PARTS[name] ?? 'any')]
      : [],
  );
}

test('a login in any path that the output answers is hidden', () => {
  expect(addresses().length).toBeGreaterThan(8);
  for (const path of addresses()) {
    const shown = redactText(`http://tv.invalid:5004${path}`);
    expect(`${path} ${/dora|h2word/.test(shown)}`).toBe(`${path} false`);
  }
});

test('nobody is called like the first part of such a path', () => {
  const firsts = new Set(addresses().map((path) => path.split('/')[1] ?? ''));
  firsts.delete('dora');
  for (const first of firsts) expect(`${first} ${XTREAM_NAME.safeParse(first).success}`).toBe(`${first} false`);
});
