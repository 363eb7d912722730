// The panel has words for what the server names: a code, a state or a section that has none would stand in the panel as it is.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sectionsOf } from '../../src/app/transfer.ts';
import { AREAS } from '../../src/http/api/audit.ts';
import { PART_KINDS } from '../../src/formats/names/reading.ts';
import { ACTOR_WAYS } from '../../src/kernel/actor.ts';
import { ERROR_CODES } from '../../src/kernel/errors.ts';
import { BARRIERS } from '../../src/matching/constraints.ts';
import { REASONS, REASONS_FOR } from '../../src/matching/reasons.ts';
import { ALERT_KINDS } from '../../src/model/alert.ts';
import { PROVIDER_WARNINGS } from '../../src/model/announcements.ts';
import { ACCOUNT_STATUSES } from '../../src/model/provider-account.ts';
import { PROVIDER_STATES } from '../../src/model/provider.ts';
import { SESSION_STATES } from '../../src/streaming/session-view.ts';
import { SYNC_PHASES } from '../../src/sync/status.ts';

const english = JSON.parse(readFileSync(join(import.meta.dirname, '../../panel/locale/en.json'), 'utf8')) as Readonly<
  Record<string, string>
>;
const nothing = new Proxy({}, { get: () => nothing }) as never;
/** Rooms whose failures a person reads: what a provider and its streams do. */
const FAILURES = /^(?:net|provider|upstream)\./;

const NAMED: Readonly<Record<string, readonly string[]>> = {
  'account.': ACCOUNT_STATUSES,
  'alert-kind.': ALERT_KINDS,
  'audit.area-': AREAS,
  'audit.via-': ACTOR_WAYS,
  'backup.section-': sectionsOf(nothing).map(({ name }) => name),
  'health.warning-': PROVIDER_WARNINGS,
  'phase.': SYNC_PHASES,
  'reason.': ERROR_CODES.filter((code) => FAILURES.test(code)),
  'why.': [...Object.values(REASONS), ...Object.values(REASONS_FOR), ...Object.values(BARRIERS)],
  'reading.': PART_KINDS.filter((kind) => kind !== 'name'),
  'state.': [...PROVIDER_STATES, ...SESSION_STATES],
};

test.each(Object.entries(NAMED))('there is a word for each %s', (prefix, values) => {
  expect(values.length).toBeGreaterThan(1);
  expect(values.filter((value) => !(`${prefix}${value}` in english))).toEqual([]);
});
