// The editor of all rules as text, of which two may be open at once.

import { expect, onTestFinished, test } from 'vitest';
import { learnWhoIAm } from '../../../panel/api/me.ts';
import { RuleText } from '../../../panel/views/rules/rule-text.ts';

/** Rules behind the API. @param tagOf what a client gets to see of an ETag */
function rulesAt(tagOf = (version: number): string => `"${version}"`) {
  const rules = { text: 'rules: []\n', version: 1 };
  const change = (text: string): void => void Object.assign(rules, { text, version: rules.version + 1 });
  const before = globalThis.fetch;
  onTestFinished(() => void (globalThis.fetch = before));
  globalThis.fetch = async (address, init) => {
    const { pathname } = new URL(address instanceof Request ? address.url : address);
    if (pathname.endsWith('/api/me')) return Response.json({ may: ['manage'] });
    if (!pathname.endsWith('/api/rules.yaml')) return Response.json({ issues: [], preview: null });
    if (init?.method !== 'PUT') return new Response(rules.text, { headers: { etag: tagOf(rules.version) } });
    const said = new Headers(init.headers).get('if-match');
    if (said !== null && said !== `"${rules.version}"`)
      return Response.json({ status: 412, code: 'request.changed-since', detail: '' }, { status: 412 });
    change(init.body as string);
    return Response.json({ rule_count: 0, pattern_count: 0 });
  };
  return { rules, change };
}

interface Inner {
  text: string | undefined;
  isBusy: boolean;
  isLate: boolean;
  mode: 'append' | 'replace';
}

async function open() {
  await learnWhoIAm();
  const form = new RuleText();
  document.body.append(form);
  onTestFinished(() => form.remove());
  const inner = form as unknown as Inner;
  await expect.poll(() => inner.text).toBeDefined();
  let savedCount = 0;
  form.addEventListener('saved', () => (savedCount += 1));
  const save = async (): Promise<void> => {
    await form.updateComplete;
    form.renderRoot.querySelector<HTMLElement>('wa-button[variant=brand]')!.click();
    await expect.poll(() => inner.isBusy).toBe(false);
  };
  const takeTheirs = (): void => form.renderRoot.querySelector<HTMLElement>('.late wa-button')?.click();
  return { form, inner, save, takeTheirs, saved: () => savedCount };
}

test('what another has changed meanwhile is not written over, and stays in sight until one decides', async () => {
  const { rules, change } = rulesAt();
  const { form, inner, save, saved } = await open();
  inner.text = 'mine';
  change('theirs');
  await save();
  await form.updateComplete;
  expect([rules.text, inner.text, saved()]).toEqual(['theirs', 'mine', 0]);
  expect(form.renderRoot.querySelector('.late')?.textContent).toContain('Another has changed the rules');
  await save();
  expect([rules.text, saved()]).toEqual(['mine', 1]);
});

test('the rules as they are now can be loaded in place of one’s own text', async () => {
  const { change } = rulesAt();
  const { form, inner, save, takeTheirs } = await open();
  inner.text = 'mine';
  change('theirs');
  await save();
  await form.updateComplete;
  takeTheirs();
  await form.updateComplete;
  expect([inner.text, form.renderRoot.querySelector('.late')]).toEqual(['theirs', null]);
});

test('what is added behind the rules that there are is in nobody’s way', async () => {
  const { rules, change } = rulesAt();
  const { inner, save, saved } = await open();
  Object.assign(inner, { text: 'more', mode: 'append' });
  change('theirs');
  await save();
  expect([rules.text, saved()]).toEqual(['more', 1]);
});

test('a proxy that rewrites ETags keeps nobody from saving', async () => {
  const { rules } = rulesAt((version) => `W/"${version}"`);
  const { inner, save, saved } = await open();
  inner.text = 'mine';
  await save();
  expect([rules.text, inner.isLate, saved()]).toEqual(['mine', false, 1]);
});

test('after a save that failed one tries again with the text that one has', async () => {
  const { rules } = rulesAt();
  const { form, inner, save, saved } = await open();
  inner.text = 'mine';
  const { fetch: reached } = globalThis;
  globalThis.fetch = () => Promise.reject(new TypeError('no network'));
  await save();
  globalThis.fetch = reached;
  await form.updateComplete;
  form.renderRoot.querySelector('mh-trouble')!.dispatchEvent(new CustomEvent('retry'));
  await expect.poll(saved).toBe(1);
  expect([rules.text, inner.text]).toEqual(['mine', 'mine']);
});
