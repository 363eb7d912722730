// Health: how each provider was over a month, which streams are worst, which are not what they say, which died and came back,
// and what is being checked now.

import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { tabs, tabStyles } from '../../elements/tabs.ts';
import { t } from '../../locale/locale.ts';
import type { Place } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './change-list.ts';
import './overview.ts';
import './stream-table.ts';

const CONTENTS: Readonly<Record<string, () => TemplateResult>> = {
  streams: () => html`<mh-stream-table></mh-stream-table>`,
  quality: () => html`<mh-stream-table verdict="less"></mh-stream-table>`,
  changes: () => html`<mh-health-changes></mh-health-changes>`,
};

@customElement('mh-health')
export class Health extends LitElement {
  @property({ attribute: false }) place!: Place;

  static override styles = [shared, viewStyles, tabStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const { id } = this.place;
    const content = CONTENTS[id];
    return html`<div class="view">
      <header>
        <h1>${t('nav.health')}</h1>
      </header>
      ${tabs({
        view: 'health',
        label: t('nav.health'),
        here: content ? id : '',
        items: [
          { id: '', label: t('health.overview') },
          { id: 'streams', label: t('health.worst') },
          { id: 'quality', label: t('health.false-quality') },
          { id: 'changes', label: t('health.changes') },
        ],
      })}
      ${content?.() ?? html`<mh-health-overview></mh-health-overview>`}
    </div>`;
  }
}
