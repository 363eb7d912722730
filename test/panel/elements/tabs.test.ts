import { render } from 'lit';
import { expect, test, vi } from 'vitest';
import { tabs } from '../../../panel/elements/tabs.ts';

const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

test('the tab of where one is comes into sight again when a count moves it, and leaves whoever looks at others alone', async () => {
  const seen: string[] = [];
  const look = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    seen.push(this.textContent.replaceAll(/\s+/g, ' ').trim());
  });
  const place = document.createElement('div');
  document.body.append(place);
  const draw = async (here: string, count?: number): Promise<void> => {
    const items = [
      { id: '', label: 'Channels', count },
      { id: 'decided', label: 'Decided' },
    ];
    render(tabs({ view: 'review', label: 'Review', here, items }), place);
    await nextFrame();
  };
  await draw('decided');
  expect(seen).toEqual(['Decided']);
  await draw('decided', 26);
  expect(seen).toEqual(['Decided', 'Decided']);
  await draw('decided', 26);
  expect(seen).toHaveLength(2);
  await draw('', 26);
  expect(seen.at(-1)).toBe('Channels 26');
  place.remove();
  look.mockRestore();
});
