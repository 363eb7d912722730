import { expect, test } from 'vitest';
import { schemaText } from '../../src/http/api/schema-text.ts';

test.each([
  [{ type: 'string' }, 'string'],
  [{ type: ['integer', 'null'] }, 'integer | null'],
  [{ enum: ['lan', 'login'] }, '"lan" | "login"'],
  [{ const: 'about:blank' }, '"about:blank"'],
  [{ $ref: '#/components/schemas/Channel' }, 'Channel'],
  [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, '(string | null)[]'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, '{ [name]: string }'],
  [{}, 'any'],
  [undefined, 'any'],
])('%j is read as %s', (schema, text) => {
  expect(schemaText(schema)).toBe(text);
});

test('an object is spelt out, optional fields marked, remarks kept', () => {
  const schema = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string' }, linger: { type: 'number', 'x-label': 'Wait', 'x-unit': 's' } },
  };
  expect(schemaText(schema)).toBe('{\n  id: string\n  linger?: number  // Wait (s)\n}');
});
