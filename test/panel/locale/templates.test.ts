// Nobody writes English into a template: what is read there comes from the languages' files.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import english from '../../../panel/locale/en.json';

const PANEL = join(import.meta.dirname, '../../../panel');
const files = readdirSync(PANEL, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

/** Names and units that are the same in every language. */
const SAME_EVERYWHERE = new Set(['Masthead', 'ms']);
const TEXT = />([^<>]*)</g;
const READ_OUT = /(?:aria-label|title|alt|label|heading|text)="([^"]*)"/g;

/** The text of every `html` template, with a NUL where something is put in. */
function templatesOf(file: string): string[] {
  const found: string[] = [];
  new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.type === 'Identifier' && tag.name === 'html')
        found.push(quasi.quasis.map(({ value }) => value.cooked).join('\0'));
    },
  }).visit(parseSync(file, readFileSync(join(PANEL, file), 'utf8')).program);
  return found;
}

const wordsIn = (template: string): string[] =>
  [...template.matchAll(TEXT), ...template.matchAll(READ_OUT)]
    .map(([, text = '']) => text.replaceAll('\0', '').trim())
    .filter((text) => /\p{Letter}{2}/u.test(text) && !SAME_EVERYWHERE.has(text));

test('no template holds words of its own', () => {
  const templates = files.flatMap((file) => templatesOf(file).map((template) => ({ file, template })));
  expect(templates.length).toBeGreaterThan(500);
  expect(templates.flatMap(({ file, template }) => wordsIn(template).map((text) => ({ file, text })))).toEqual([]);
});

test('no text is left that nothing shows', () => {
  const sources = files.map((file) => readFileSync(join(PANEL, file), 'utf8')).join('\n');
  const whole = new Set([...sources.matchAll(/['"`]([\w.-]+)['"`]/g)].map(([, key]) => key));
  const begun = [...sources.matchAll(/`([\w-]+[.][\w.-]*)\$\{/g)].map(([, prefix = '']) => prefix);
  const isShown = (key: string): boolean =>
    whole.has(key) || whole.has(key.replace(/\.(?:one|other)$/, '')) || begun.some((prefix) => key.startsWith(prefix));
  expect(begun.length).toBeGreaterThan(20);
  expect(Object.keys(english).filter((key) => !isShown(key))).toEqual([]);
});
