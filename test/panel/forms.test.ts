import { beforeAll, beforeEach, expect, test } from 'vitest';
import { sendWithEnter } from '../../panel/forms.ts';

beforeAll(() => sendWithEnter(document));

let sent = 0;
beforeEach(() => {
  sent = 0;
});

/** In a shadow tree, as the panel's forms are. @returns the first field */
function show(inner: string): HTMLInputElement {
  const host = document.createElement('div');
  document.body.replaceChildren(host);
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = inner;
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    sent += 1;
  });
  return root.querySelector('input')!;
}

const press = (field: HTMLInputElement, more: KeyboardEventInit = {}): boolean =>
  field.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true, ...more }),
  );

const TWO = '<input name="address" /><input name="key" />';

test.each([
  ['beside it', `<form>${TWO}<wa-button type="submit"></wa-button></form>`],
  ['below it', `<wa-dialog><form>${TWO}</form><wa-button slot="footer" class="sends"></wa-button></wa-dialog>`],
])('a form of two fields is sent with Enter, with its button %s', (_, form) => {
  press(show(form));
  expect(sent).toBe(1);
});

test.each([
  ['is sent already', `<form>${TWO}<wa-button type="submit" loading></wa-button></form>`],
  ['the browser sends itself', '<form><input /><wa-button type="submit"></wa-button></form>'],
  ['has a native button', `<form>${TWO}<button></button></form>`],
  ['is not to be sent', `<form>${TWO}</form>`],
])('a form that %s is left alone', (_, form) => {
  press(show(form));
  expect(sent).toBe(0);
});

test('a key that ends a word of another script sends nothing', () => {
  press(show(`<form>${TWO}<wa-button type="submit"></wa-button></form>`), { isComposing: true });
  expect(sent).toBe(0);
});
