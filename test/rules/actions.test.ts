import { expect, test } from 'vitest';
import { ruleAction } from '../../src/model/rules.ts';
import { ruled, streamOf } from './rule-fixture.ts';

const sky = streamOf('UK| Sky Sports Main Event FHD', { group: 'UK | Sports', tvgId: 'SkySportsMain.uk' });

const nameOf = (action: object, when: object = {}): string =>
  ruled(sky, [{ when, action: { kind: 'rename', ...action } }]).name;

test('hide takes streams out, keep brings back, keep only takes all others out; the last word counts', () => {
  const hide = { kind: 'hide' };
  const sports = { group: { contains: ['sports'] } };
  expect(ruled(sky, [{ when: sports, action: hide }]).isHidden).toBe(true);
  expect(ruled(sky, [{ action: hide }, { when: sports, action: { kind: 'keep' } }]).isHidden).toBe(false);
  expect(ruled(sky, [{ when: sports, action: { kind: 'keep' } }, { action: hide }]).isHidden).toBe(true);
  expect(ruled(sky, [{ when: { market: ['de'] }, action: { kind: 'keep_only' } }]).isHidden).toBe(true);
  expect(ruled(sky, [{ when: { market: ['uk'] }, action: { kind: 'keep_only' } }]).isHidden).toBe(false);
});

test('a rule that is off does nothing', () => {
  expect(ruled(sky, [{ enabled: false, action: { kind: 'hide' } }]).isHidden).toBe(false);
});

test('a name is made of what the name says', () => {
  expect(nameOf({ to: '{title}' })).toBe('Sky Sports Main Event');
  expect(nameOf({ to: '{title} {quality} [{MARKET}/{market}]' })).toBe('Sky Sports Main Event FHD [UK/uk]');
  expect(nameOf({ to: '{provider}: {tvg_id} ({group})' })).toBe('Provider one: SkySportsMain.uk (UK | Sports)');
});

test.each([
  ['US: HBO West HD', 'HBO West'],
  ['UK| ITV 1 +1 FHD', 'ITV 1 +1'],
  ['US: ABC (WXYZ) Springfield, AZ HD', 'ABC WXYZ Springfield, AZ'],
  ['PPV 01: UFC 300 @ 22:00 EST', 'PPV 01: UFC 300 @ 22:00 EST'],
  ['DE: 4K', '4K'],
  ['DE: ARD-alpha HD', 'ARD-alpha'],
  ['FR| L’ÉQUIPE 21 FHD', 'L’ÉQUIPE 21'],
  ["UK: Don't Tell The Bride (1080p)", "Don't Tell The Bride"],
  ['US: Star Trek: Voyager', 'Star Trek: Voyager'],
  ['DE: Mr. Bean 24/7', 'Mr. Bean'],
  ['U.S. News HD', 'U.S. News'],
  ['DE: BBC.World FHD', 'BBC World'],
  ['DE: Nord | Süd', 'Nord Süd'],
  ['JP: Yu-Gi-Oh! HD', 'Yu-Gi-Oh!'],
  ['CA: Ottawa/Gatineau', 'Ottawa Gatineau'],
])('the title of %s is %s', (name, title) => {
  expect(ruled(streamOf(name), [{ action: { kind: 'rename', to: '{title}' } }]).name).toBe(title);
});

test('find and replace, with what the groups catch', () => {
  expect(nameOf({ find: '^UK\\|\\s*', to: '' })).toBe('Sky Sports Main Event FHD');
  expect(nameOf({ find: '^(\\w+)\\|\\s*(?P<rest>.*) FHD$', to: '{rest} {1}' })).toBe('Sky Sports Main Event UK');
  expect(nameOf({ find: 's', to: 'z' })).toBe('UK| zky zportz Main Event FHD');
  expect(nameOf({ find: 'nowhere', to: 'z' })).toBe(sky.name);
});

test('what the condition’s expression catches in the name can be used', () => {
  expect(nameOf({ to: 'Sports {1}' }, { name: { matches: 'sports (main)' } })).toBe('Sports Main');
  const action = { kind: 'regroup', to: '{1} sports' };
  expect(ruled(sky, [{ when: { all: [{ name: { matches: '^(uk)' } }] }, action }]).group).toBe('UK sports');
});

test('a capture that is not there is empty, and a name that would be empty stays', () => {
  expect(nameOf({ find: '^(UK)?(DE)?', to: '{1}{2}-' })).toBe('UK-| Sky Sports Main Event FHD');
  expect(nameOf({ to: '{language}' })).toBe(sky.name);
});

test('groups by a table, and the rest by a template', () => {
  const table = [{ from: 'uk | SPORTS', to: 'Sport' }];
  expect(ruled(sky, [{ action: { kind: 'regroup', table } }]).group).toBe('Sport');
  const other = streamOf('DE: ZDF', { group: 'Deutschland' });
  expect(ruled(other, [{ action: { kind: 'regroup', table } }]).group).toBe('Deutschland');
  expect(ruled(other, [{ action: { kind: 'regroup', table, to: '{MARKET} {group}' } }]).group).toBe('DE Deutschland');
});

test('each rule sees what the rules before have made', () => {
  const outcome = ruled(sky, [
    { action: { kind: 'regroup', to: 'Sport' } },
    { when: { group: { is: ['sport'] } }, action: { kind: 'rename', to: '{title}' } },
    { when: { name: { is: ['sky sports main event'] } }, action: { kind: 'disable' } },
    { when: { name: { starts_with: ['uk'] } }, action: { kind: 'enable' } },
  ]);
  expect(outcome).toMatchObject({ group: 'Sport', name: 'Sky Sports Main Event', isEnabled: false });
});

const logo = (url: string): string => ruled(sky, [{ action: { kind: 'logo', url } }]).logoUrl;

test('a logo’s address is made of what is known, escaped; where something is missing the logo stays', () => {
  expect(logo('https://logos.test/{market}/{title}.png')).toBe('https://logos.test/uk/Sky%20Sports%20Main%20Event.png');
  expect(logo('https://logos.test/{number}.png')).toBe('');
  const odd = streamOf('\ud800', { tvgId: '\udc00' });
  expect(ruled(odd, [{ action: { kind: 'logo', url: 'https://a.test/{tvg_id}' } }]).logoUrl).toBe(
    'https://a.test/%EF%BF%BD',
  );
});

test('a logo stays where the folder of logos has no file of the name', () => {
  const rule = { action: { kind: 'logo', file: 'uk/{title}.png' } };
  const names = new Set(['Sky Sports Main Event']);
  const has = (name: string): boolean => names.has(name);
  expect(ruled(sky, [rule], [], has).logoUrl).toBe('logo-file:uk/Sky Sports Main Event.png');
  expect(ruled(streamOf('UK: Other', { logoUrl: 'http://a.test/1.png' }), [rule], [], has).logoUrl).toBe(
    'http://a.test/1.png',
  );
});

test('a logo’s file lies below the folder of logos, whatever the names hold', () => {
  const evil = streamOf('../../etc/passwd', { tvgId: '..' });
  const file = (template: string) => ruled(evil, [{ action: { kind: 'logo', file: template } }]).logoUrl;
  expect(file('uk/{name}.png')).toBe('logo-file:uk/-..-etc-passwd.png');
  expect(file('{tvg_id}.png')).toBe('');
  const refused = ['../a.png', '/a.png', 'a/../b.png', 'a.txt', 'a\\b.png', ''];
  expect(refused.filter((name) => ruleAction.safeParse({ kind: 'logo', file: name }).success)).toEqual([]);
  expect(ruleAction.safeParse({ kind: 'logo', url: 'file:///etc/passwd' }).success).toBe(false);
});

const shift = (minutes: number) => ({ action: { kind: 'guide_shift', minutes } });

test('the guide is shifted on top of what the provider says', () => {
  const stream = streamOf('A', { guideShiftMinutes: 60 });
  expect(ruled(stream, [shift(-90), shift(-30)]).guideShiftMinutes).toBe(-60);
});
