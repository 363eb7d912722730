// Dialogs that are asked for in one line and answer with a promise.

import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { html, render } from 'lit';
import { t } from '../locale/locale.ts';

export interface Question {
  readonly heading: string;
  readonly text: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly isDangerous?: boolean;
}

/** Asks before something that cannot be taken back. Resolves with false also when it is closed. */
export function confirmed({ heading, text, action, isDangerous = false }: Question): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const place = document.createElement('div');
  const answer = (value: boolean) => (): void => {
    resolve(value);
    (place.querySelector('wa-dialog') as { open: boolean } | null)!.open = false;
  };
  const gone = (event: Event): void => {
    if (event.target !== place.firstElementChild) return;
    resolve(false);
    place.remove();
  };
  render(
    html`<wa-dialog label=${heading} open @wa-after-hide=${gone}>
      <p class="mh-dialog-text">${text}</p>
      <wa-button slot="footer" appearance="plain" @click=${answer(false)}>${t('action.cancel')}</wa-button>
      <wa-button slot="footer" variant=${isDangerous ? 'danger' : 'brand'} autofocus @click=${answer(true)}
        >${action}</wa-button
      >
    </wa-dialog>`,
    place,
  );
  document.body.append(place);
  return promise;
}
