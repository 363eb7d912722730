import { describe, expect, test } from 'vitest';
import { eventOf } from '../../src/guide/event.ts';

/** A Thursday, noon. */
const now = Date.parse('2026-11-26T12:00:00Z');
const read = (name: string) => eventOf(name, { now, zone: 'Europe/Berlin', minutes: 120 });

/** Name, beginning, place in its series, title. */
type Row = readonly [name: string, startsAt: string, slot: string, title: string];

const told: Readonly<Record<string, readonly Row[]>> = {
  'the languages of Europe, with their days, months and what leads to a time': [
    ['DE: Sport 3 | Samstag, 28. November 2026 um 20:15 Uhr | Boxen', '2026-11-28T19:15', 'Sport 3', 'Boxen'],
    ['DE: Arena 2 | Mi 02.12. | 20:45 | Nord - West', '2026-12-02T19:45', 'Arena 2', 'Nord - West'],
    ['DE: Arena 2: morgen 20:15 Nord - West', '2026-11-27T19:15', 'Arena 2', 'Nord - West'],
    ['FR: Arena 1 01: Nord - Sud | Samedi 28 novembre à 21h00', '2026-11-28T20:00', 'Arena 1 01', 'Nord - Sud'],
    ['FR: PPV 5 : Nord vs Sud dim. 29 nov. 20h45', '2026-11-29T19:45', 'PPV 5', 'Nord vs Sud'],
    ['FR: PPV 5 | Mar. 1 déc. 21h00 Nord - Sud', '2026-12-01T20:00', 'PPV 5', 'Nord - Sud'],
    ['FR: MULTI | 21h | Nord - Sud', '2026-11-26T20:00', '', 'MULTI | Nord - Sud'],
    ['ES: Arena 2: Norte - Sur, sábado 28 de noviembre 21:00', '2026-11-28T20:00', 'Arena 2', 'Norte - Sur'],
    ['ES: Arena 3 | Domingo 29/11 a las 18:30 | Norte - Sur', '2026-11-29T17:30', 'Arena 3', 'Norte - Sur'],
    ['ES: EVENTO 4 - 29 de nov. 16:15h Norte vs Sur', '2026-11-29T15:15', 'EVENTO 4', 'Norte vs Sur'],
    ['PT: Arena 5 | Qua 2 Dez às 20h30 | Norte x Sul', '2026-12-02T20:30', 'Arena 5', 'Norte x Sul'],
    ['PT: Arena 5 | terça-feira 1 dezembro 20:15 Norte x Sul', '2026-12-01T20:15', 'Arena 5', 'Norte x Sul'],
    ['BR: Arena 4 - Norte x Sul 28/11 21h30', '2026-11-29T00:30', 'Arena 4', 'Norte x Sul'],
    ['IT: Arena 1: Nord - Sud sabato 28 novembre ore 20.45', '2026-11-28T19:45', 'Arena 1', 'Nord - Sud'],
    ['NL: Arena 2: Noord - Zuid zaterdag 28 november 20:00', '2026-11-28T19:00', 'Arena 2', 'Noord - Zuid'],
    ['PL: PPV 2: Wisla - Warta sobota 28.11 20:30', '2026-11-28T19:30', 'PPV 2', 'Wisla - Warta'],
    ['TR: PPV 1 | Kuzey - Güney | Cumartesi 28.11 19:00', '2026-11-28T16:00', 'PPV 1', 'Kuzey - Güney'],
    ['SE: PPV 9: Norr - Söder lördag 28 nov kl. 19.00', '2026-11-28T18:00', 'PPV 9', 'Norr - Söder'],
  ],
  'what announces it, and several clocks': [
    ['NEXT: Fight Night 12 | 28/11 22:00 UK', '2026-11-28T22:00', '', 'Fight Night 12'],
    ['LIVE NOW: Reds v Blues (15:00 GMT)', '2026-11-26T15:00', '', 'Reds v Blues'],
    ['LIVE EVENT 08   9:45pm Reds vs Blues', '2026-11-26T20:45', 'LIVE EVENT 08', 'Reds vs Blues'],
    ['Arena 7 | Tonight 8pm ET: Reds vs Blues', '2026-11-27T01:00', 'Arena 7', 'Reds vs Blues'],
    ['Fight Gala @ 10PM ET / 7PM PT', '2026-11-27T03:00', '', 'Fight Gala'],
    ['PPV 1: Reds v Blues 11pm GMT/6pm ET', '2026-11-26T23:00', 'PPV 1', 'Reds v Blues'],
    ['PPV 1: Reds v Blues Saturday Nov 28 2026 9 P.M. Eastern', '2026-11-29T02:00', 'PPV 1', 'Reds v Blues'],
    ['Golf: Masters 27.11. 13:00 GMT+2', '2026-11-27T11:00', '', 'Golf: Masters'],
    ['Event 4 : 2026-11-28T20:00:00Z Reds - Blues', '2026-11-28T20:00', 'Event 4', 'Reds - Blues'],
    ['Event 4 : 2026-11-28T20:00:00+02:00 Reds - Blues', '2026-11-28T18:00', 'Event 4', 'Reds - Blues'],
    ['Boxing: Reds vs Blues 3 [28-11-2026 22:00]', '2026-11-28T21:00', '', 'Boxing: Reds vs Blues 3'],
    ['ICE 01 | Reds vs Blues | 11-26-2026 | 19:00 EST', '2026-11-27T00:00', 'ICE 01', 'Reds vs Blues'],
    ['Arena 2 ⚽ Reds vs Blues ⏰ 18:30', '2026-11-26T17:30', 'Arena 2', 'Reds vs Blues'],
    ['Arena+ 02 | 26th Nov 19:45 | Reds v Blues', '2026-11-26T18:45', 'Arena+ 02', 'Reds v Blues'],
    [
      'US (ARENA+ 023) | Reds vs. Blues (2026-11-28 12:00:00 ET)',
      '2026-11-28T17:00',
      'US (ARENA+ 023)',
      'Reds vs. Blues',
    ],
  ],
};

describe.each(Object.entries(told))('an event is read out of %s', (_, rows) => {
  test.each(rows)('%s', (name, startsAt, slot, title) => {
    const event = read(name)!;
    expect(new Date(event.startAt).toISOString().slice(0, 16)).toBe(startsAt);
    expect({ slot: event.slot, title: event.title }).toEqual({ slot, title });
  });
});

test('a word that is a day elsewhere is none in a name, nor is a loop a date', () => {
  expect(new Date(read('17:30 SAT.1 Regional')!.startAt).getUTCDate()).toBe(26);
  expect(read('17:30 SAT.1 Regional')!.title).toBe('SAT.1 Regional');
  expect(read('ES: Segunda: Norte - Sur 21:00')).toMatchObject({
    title: 'Segunda: Norte - Sur',
    startAt: Date.parse('2026-11-26T20:00Z'),
  });
  expect(read('24/7 Friends Night 10:30')!.startAt).toBe(Date.parse('2026-11-26T09:30Z'));
  expect(read('Friday Night Games 8pm ET')).toMatchObject({
    title: 'Friday Night Games',
    startAt: Date.parse('2026-11-28T01:00Z'),
  });
});

test('what began yesterday at a time without a day is on until its end, then it is today’s', () => {
  const name = 'UFC 300 @ 22:00 EST';
  const midnight = { now: Date.parse('2026-11-27T05:30Z'), zone: 'Europe/Berlin', minutes: 180 };
  expect(eventOf(name, midnight)!.startAt, 'half past midnight there').toBe(Date.parse('2026-11-27T03:00Z'));
  const over = { ...midnight, now: Date.parse('2026-11-27T06:00Z') };
  expect(eventOf(name, over)!.startAt).toBe(Date.parse('2026-11-28T03:00Z'));
});

test.each([
  ['2027-03-28 01:30 CET', '2027-03-28T00:30Z'],
  ['2027-03-28 02:30 CET', '2027-03-28T01:30Z'],
  ['2027-03-28 03:30 CET', '2027-03-28T01:30Z'],
  ['2027-03-14 02:30 AM ET', '2027-03-14T07:30Z'],
  ['2027-10-31 02:30 CET', '2027-10-31T00:30Z'],
])('where clocks are put forward or back, %s is %s', (written, at) => {
  expect(read(`PPV 6: Race ${written}`)!.startAt).toBe(Date.parse(at));
});

test.each([
  'Canal 24h',
  'Le 20h',
  'FR: Le 20h - TF1',
  'Radio 7:30',
  'PPV 9 - No Event',
  'Fight Club 24:00',
  'Classic FM 100.9',
])('%s is none', (name) => {
  expect(read(name)).toBeUndefined();
});
