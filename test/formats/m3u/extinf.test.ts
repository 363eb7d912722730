import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTolerantly } from '../../../src/formats/m3u/attributes.ts';
import { EXTINF, readExtinf } from '../../../src/formats/m3u/extinf.ts';
import { Fields } from '../../../src/formats/m3u/fields.ts';

function read(line: string): Fields {
  const fields = new Fields();
  const around = `before "\n${EXTINF}${line}\nhttp://a.invalid/"behind"`;
  readExtinf(around, 9, 9 + EXTINF.length + line.length, fields);
  return fields;
}

test.each<[line: string, fields: Partial<Fields>]>([
  ['-1,Name', { name: 'Name' }],
  ['-1 ,Name', { name: 'Name' }],
  ['0,Name, with comma', { name: 'Name, with comma' }],
  ['-1.000000,Name', { name: 'Name' }],
  ['99999999999999999999,Name', { name: 'Name' }],
  [' -1 , Name ', { name: 'Name' }],
  [',Name', { name: 'Name' }],
  ['-1,', { name: '' }],
  ['-1', { name: '' }],
  ['', { name: '' }],
  ['-1 Name', { name: 'Name' }],
  ['-1，Name', { name: 'Name' }],
  ['-1 tvg-id="a"\ttvg-chno="5.1" , Name', { tvgId: 'a', number: '5.1', name: 'Name' }],
  ['tvg-id="a",Name', { tvgId: 'a', name: 'Name' }],
  ['-1tvg-id="a"group-title="G",Name', { tvgId: 'a', group: 'G', name: 'Name' }],
  ['-1 TVG-ID="a" Group-Title="G",Name', { tvgId: 'a', group: 'G', name: 'Name' }],
  ['-1 tvg-id="" tvg-id="b" tvg-id="c",Name', { tvgId: 'b', name: 'Name' }],
  ['-1 tvg-id=" a " group-title=" ",Name', { tvgId: 'a', group: '', name: 'Name' }],
  ['-1 group-title="A, B",C, D', { group: 'A, B', name: 'C, D' }],
  ['-1 group-title=“A, B”,C', { group: 'A, B', name: 'C' }],
  ['-1 group-title=«A»,C', { group: 'A', name: 'C' }],
  ["-1 group-title='A' tvg-id='b',C", { group: 'A', tvgId: 'b', name: 'C' }],
  ['-1 group-title=A B tvg-id=b,C', { group: 'A B', tvgId: 'b', name: 'C' }],
  ['-1 tvg-id=b C', { tvgId: 'b', name: 'C' }],
  ['-1 tvg-name="A "B" C",D', { tvgName: 'A "B" C', name: 'D' }],
  ['-1 tvg-name="A, "B", C" tvg-id="d",E', { tvgName: 'A, "B", C', tvgId: 'd', name: 'E' }],
  ['-1 tvg-name="A \\"B\\"",C', { tvgName: 'A "B"', name: 'C' }],
  ['-1 tvg-name="A tvg-id="b",C', { tvgName: 'A', tvgId: 'b', name: 'C' }],
  ['-1 tvg-id="b" group-title="A,C', { tvgId: 'b', group: 'A', name: 'C' }],
  ['-1 tvg-name="A"Broken', { tvgName: 'A', name: 'Broken' }],
  ['-1 tvg-logo="http://l.invalid/y.png"Broken', { logoUrl: 'http://l.invalid/y.png', name: 'Broken' }],
  ['-1 tvg-logo="http://l.invalid/y.png"x,Broken', { logoUrl: 'http://l.invalid/y.png', name: 'Broken' }],
  ["-1 tvg-name='L'Équipe", { tvgName: "L'Équipe", name: '' }],
  ['-1 tvg-name="A "B C,D', { tvgName: 'A B C', name: 'D' }],
  ['-1,tvg-id="a" group-title="G",Name', { tvgId: 'a', group: 'G', name: 'Name' }],
  [
    '-1,Name tvg-id="a" tvg-logo="http://l.invalid/?a=b"',
    { tvgId: 'a', logoUrl: 'http://l.invalid/?a=b', name: 'Name' },
  ],
  ['-1 tvg-id="a",The "Best" of', { tvgId: 'a', name: 'The "Best" of' }],
  ['-1 tvg-id="a",1+1=2', { tvgId: 'a', name: '1+1=2' }],
  ['-1 unknown="x" tvg-logo-small="http://l.invalid/",N', { logoUrl: 'http://l.invalid/', name: 'N' }],
  ['-1 ch-number="12" art="http://l.invalid/",N', { number: '12', logoUrl: 'http://l.invalid/', name: 'N' }],
])('%s', (line, fields) => {
  expect(read(line)).toMatchObject(fields);
});

test('rare attributes are kept under one name whatever their spelling', () => {
  const { rare } = read('-1 http-user-agent="U" referrer="R" tvg-rec="3" catchup-type="xc" Channel-ID="7",N');
  expect(Object.fromEntries(rare!)).toEqual({
    'user-agent': 'U',
    referer: 'R',
    timeshift: '3',
    catchup: 'xc',
    'channel-id': '7',
  });
});

const KEYS = ['tvg-id', 'tvg-name', 'tvg-logo', 'tvg-chno', 'group-title', 'radio', 'catchup', 'provider'];
const word = fc.string({ unit: fc.constantFrom('a', 'Z', '5', 'é', '台', '.', '|', ':', "'", '?', ' ') });

test('the quick and the tolerant reader say the same of a well-formed line', () => {
  const attributes = fc.array(fc.tuple(fc.constantFrom(...KEYS), word), { maxLength: 6 });
  fc.assert(
    fc.property(attributes, word, (pairs, name) => {
      const line = `-1${pairs.map(([key, value]) => ` ${key}="${value}"`).join('')},${name}`;
      const tolerant = new Fields();
      readTolerantly(line, tolerant);
      expect(read(line)).toEqual(tolerant);
    }),
  );
});

test('a line of nothing but quotes is read in no time to speak of', () => {
  const { name } = read(`-1 tvg-name="${'","'.repeat(20_000)},Name`);
  expect(name.length).toBeLessThan(70_000);
});
