import { expect, test } from 'vitest';
import { luminanceOf, readTheme } from '../../../panel/home-assistant/theme-source.ts';

test.each([
  ['#fff', 1],
  ['#000000', 0],
  ['rgb(255, 255, 255)', 1],
  ['rgba(0, 0, 0, 0.5)', 0],
])('the luminance of %s is %d', (color, luminance) => {
  expect(luminanceOf(color)).toBeCloseTo(luminance);
});

test('a colour that is not understood has no luminance', () => {
  expect([luminanceOf('var(--x)'), luminanceOf('rebeccapurple'), luminanceOf('#12')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('the theme of Home Assistant is taken with what it sets, dark where it says so or looks so', () => {
  document.documentElement.style.setProperty('--primary-color', '#ff0000');
  document.documentElement.style.setProperty('--primary-background-color', '#101010');
  expect(readTheme(document)?.variables.get('--primary-color')).toBe('#ff0000');
  expect(readTheme(document)?.isDark).toBe(true);
  document.head.innerHTML = '<meta name="color-scheme" content="light">';
  expect(readTheme(document)?.isDark).toBe(false);
});

test('a page that sets none of its variables is not Home Assistant', () => {
  document.documentElement.removeAttribute('style');
  expect(readTheme(document)).toBeUndefined();
});
