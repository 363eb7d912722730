import { expect, test } from 'vitest';
import { imageKindOf } from '../../src/logos/image-type.ts';

const kindOf = (text: string): string | undefined => imageKindOf(Buffer.from(text, 'latin1'));

test('images are known by their first bytes', () => {
  expect(kindOf('\x89PNG\r\n\x1a\n…')).toBe('png');
  expect(kindOf('\xff\xd8\xff\xe0')).toBe('jpg');
  expect(kindOf('GIF89a')).toBe('gif');
  expect(kindOf('RIFF\0\0\0\0WEBPVP8 ')).toBe('webp');
  expect(kindOf('\0\0\0\x1cftypavif')).toBe('avif');
});

test('an SVG is one with a declaration, comments and a doctype before it too', () => {
  expect(kindOf('<svg>')).toBe('svg');
  expect(
    kindOf('\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a --> <!-- b -->\n<!DOCTYPE svg PUBLIC "x">\n<svg w="1">'),
  ).toBe('svg');
});

test('pages and text are no images', () => {
  for (const text of ['<html><svg></svg></html>', '', 'not found', '<!doctype html><svg>', '{"svg":1}']) {
    expect(kindOf(text)).toBeUndefined();
  }
});

test('a head that is all comments is judged at once', () => {
  expect(kindOf('<!---->'.repeat(146))).toBeUndefined(); // exponential for a pattern that can read it in two ways
});
