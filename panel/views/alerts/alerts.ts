// Alerts: what is wrong now and what was, who is told, and of what.

import { mdiPlus } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { mayChange } from '../../api/me.ts';
import { icon } from '../../elements/icon.ts';
import { tabs, tabStyles } from '../../elements/tabs.ts';
import { t } from '../../locale/locale.ts';
import type { Place } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './alert-list.ts';
import './alert-switches.ts';
import './target-list.ts';

const TARGETS = 'targets';
const EVENTS = 'events';

@customElement('mh-alerts')
export class Alerts extends LitElement {
  @property({ attribute: false }) place!: Place;
  @state() private isAdding = false;

  static override styles = [shared, viewStyles, tabStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const { id } = this.place;
    return html`<div class="view">
      <header>
        <h1>${t('nav.alerts')}</h1>
        ${
          id === TARGETS && mayChange()
            ? html`<wa-button variant="brand" @click=${() => (this.isAdding = true)}
                ><span slot="start">${icon(mdiPlus, 18)}</span>${t('target.add')}</wa-button
              >`
            : nothing
        }
      </header>
      ${tabs({
        view: 'alerts',
        label: t('nav.alerts'),
        here: id,
        items: [
          { id: '', label: t('alerts.what') },
          { id: TARGETS, label: t('alerts.targets') },
          { id: EVENTS, label: t('alerts.events') },
        ],
      })}
      ${this.#content(id)}
    </div>`;
  }

  #content(id: string): TemplateResult {
    if (id === EVENTS) return html`<mh-alert-switches></mh-alert-switches>`;
    if (id !== TARGETS) return html`<mh-alert-list></mh-alert-list>`;
    return html`<mh-target-list
      ?adding=${this.isAdding}
      @add=${() => (this.isAdding = true)}
      @added=${() => (this.isAdding = false)}
    ></mh-target-list>`;
  }
}
