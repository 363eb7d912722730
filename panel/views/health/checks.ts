// Checks that are under way now, looked at every few seconds while somebody looks.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { Live } from '../../live/live.ts';
import { duration } from '../../locale/format.ts';
import { t, tn } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';

const EVERY_MS = 3_000;
const SHOWN = 12;

@customElement('mh-checks')
export class Checks extends LitElement {
  readonly #live = new Live(this, 'providers');
  readonly #checks = new Query(this, { load: (signal) => ask('GET /health/checks', {}, signal), everyMs: EVERY_MS });

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      li {
        display: flex;
        gap: var(--mh-space-3);
        padding-block: var(--mh-space-1);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const checks = this.#checks.data;
    if (!checks) return html`<mh-skeleton lines="2"></mh-skeleton>`;
    const { items, done } = checks;
    return html`<p class="soft digits">
        ${[tn('health.under-way', items.length), tn('health.done', done)].join(' · ')}
      </p>
      <ul>
        ${items.slice(0, SHOWN).map(
          ({ name, provider_id: id, began_at: began, is_probe: isProbe, stream_id: stream }) =>
            html`<li>
              <span class="grow cut">${name || stream}</span>
              <span class="small soft cut">${this.#live.items('providers').get(id)?.name ?? id}</span>
              <mh-chip tone="busy">${t(isProbe ? 'health.probing' : 'health.checking')}</mh-chip>
              <span class="small soft digits">${duration(Math.max(0, Date.now() - began))}</span>
            </li>`,
        )}
      </ul>`;
  }
}
