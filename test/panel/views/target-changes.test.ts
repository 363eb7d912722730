import { expect, test } from 'vitest';
import { targetOf, writtenOf } from '../../../panel/views/alerts/target-changes.ts';
import { TARGET_KINDS } from '../../../panel/views/alerts/target-kinds.ts';
import { alertTarget, targetOptions } from '../../../src/model/alert-target.ts';

function form(fields: Readonly<Record<string, string | readonly string[]>>): FormData {
  const data = new FormData();
  for (const [name, values] of Object.entries({ name: 'Mine', minimum_severity: 'warning', ...fields }))
    for (const value of [values].flat()) data.append(name, value);
  return data;
}

test('every kind of target has its form, and each form asks for what the server knows', () => {
  const kinds = targetOptions.options.map((one) => one.shape.kind.value);
  expect(Object.keys(TARGET_KINDS).toSorted()).toEqual(kinds.toSorted());
  for (const option of targetOptions.options) {
    const asked = TARGET_KINDS[option.shape.kind.value].fields.map(({ name }) => name);
    expect(['kind', ...asked].toSorted()).toEqual(Object.keys(option.shape).toSorted());
  }
});

const ANSWERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  home_assistant: {},
  telegram: { bot_token: '123:ABC', chat_id: '-100', api_url: 'https://api.telegram.org' },
  pushover: { app_token: 'a'.repeat(30), user_key: '***', device: '', api_url: 'https://api.pushover.net' },
  email: {
    to: 'a@example.org\nb@example.org',
    from: 'm@example.org',
    host: 'smtp.example.org',
    port: '465',
    security: 'tls',
    username: '',
    password: '',
    verify_certificate: 'true',
  },
  webhook: {
    url: 'https://hook.example.org',
    headers: 'X-Key: a:b',
    template: '',
    content_type: 'text/plain',
    signing_secret: '',
  },
};

test.each(Object.keys(ANSWERS))('what is typed for %s is what the server takes', (kind) => {
  const body = targetOf(form({ ...ANSWERS[kind]!, all_kinds: 'on' }), kind as keyof typeof TARGET_KINDS);
  expect(alertTarget.omit({ id: true }).safeParse(body).error).toBeUndefined();
  expect(body.kinds).toBeNull();
  expect(body.quiet_hours).toBeNull();
});

const field = (name: string) => TARGET_KINDS.webhook.fields.find((one) => one.name === name)!;

test('what is stored is written as it is typed', () => {
  expect(writtenOf(field('headers'), { 'X-Key': '***', Accept: 'text/plain' })).toBe('X-Key: ***\nAccept: text/plain');
  expect(writtenOf(field('content_type'), undefined)).toBe('application/json');
  expect(writtenOf(TARGET_KINDS.email.fields[0]!, ['a@x.y', 'b@x.y'])).toBe('a@x.y\nb@x.y');
  expect(
    writtenOf(
      TARGET_KINDS.email.fields.find(({ name }) => name === 'port')!,
      25,
    ),
  ).toBe('25');
});

test('a tick is yes, and no tick is no', () => {
  const verify = TARGET_KINDS.email.fields.find(({ type }) => type === 'check')!;
  expect([undefined, true, false].map((stored) => writtenOf(verify, stored))).toEqual(['true', 'true', 'false']);
  expect(targetOf(form(ANSWERS['email']!), 'email').options).toMatchObject({ verify_certificate: true });
  const { verify_certificate: _, ...unticked } = ANSWERS['email']!;
  expect(targetOf(form(unticked), 'email').options).toMatchObject({ verify_certificate: false });
});

test('chosen kinds and quiet hours are read', () => {
  const body = targetOf(
    form({ kinds: ['failover', 'upgrade'], quiet: 'on', from_time: '23:00', until_time: '06:30', daily_summary: 'on' }),
    'home_assistant',
  );
  expect(body.kinds).toEqual(['failover', 'upgrade']);
  expect(body.quiet_hours).toEqual({ from: '23:00', until: '06:30', but_critical: false });
  expect(body.daily_summary).toBe(true);
});

test('a header without a colon is told before anything is sent', () => {
  expect(() => targetOf(form({ ...ANSWERS['webhook'], headers: 'X-Key' }), 'webhook')).toThrow(/X-Key/);
});
