import { expect, test } from 'vitest';
import { imageKindOf } from '../../src/logos/image-type.ts';
import { isRefusedAddress } from '../../src/logos/logo-address.ts';

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

test('this machine, its link and the clouds’ metadata are refused, in every way of writing them', () => {
  const addresses = [
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '169.254.169.254',
    '100.100.100.200',
    '239.255.255.250',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'ff02::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    'localhost',
  ];
  expect(addresses.filter((address) => !isRefusedAddress(address))).toEqual([]);
});

test('the home’s own network and the internet are not', () => {
  const addresses = ['192.168.1.5', '10.0.0.1', '93.184.216.34', 'fd00::2', '2001:db8::1'];
  expect(addresses.filter(isRefusedAddress)).toEqual([]);
});
