// Where the palette is opened from: `/`, Ctrl K, ⌘ K, and the glass in the bar. It is loaded when it is first wanted.

import { toastError } from './elements/toast.ts';
import { part } from './part.ts';

export function searchEverything(): void {
  part(() => import('./views/palette/palette.ts')).then(({ openPalette }) => openPalette(), toastError);
}

/** What is written in keeps its slash. */
const WRITTEN_IN = 'input:not([type=checkbox], [type=range]), select, textarea, [contenteditable]';

/** @returns whether this key opens the palette */
export function opensPalette(
  event: Pick<KeyboardEvent, 'altKey' | 'composedPath' | 'ctrlKey' | 'key' | 'metaKey'>,
): boolean {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') return true;
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return false;
  return !event.composedPath().some((node) => node instanceof HTMLElement && node.matches(WRITTEN_IN));
}

/** From now on, as long as the panel is open. */
export function listenForPalette(): void {
  addEventListener('keydown', (event) => {
    if (!opensPalette(event)) return;
    event.preventDefault();
    searchEverything();
  });
}
