// What is one's own: favourites in one's order, the channels that one may watch, what was left in the middle, what was watched.

import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { tabs, tabStyles } from '../../elements/tabs.ts';
import { t } from '../../locale/locale.ts';
import type { Place } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './favourite-list.ts';
import './my-channels.ts';
import './resume-list.ts';
import './viewing-list.ts';

const CONTENTS: Readonly<Record<string, () => TemplateResult>> = {
  channels: () => html`<mh-my-channels></mh-my-channels>`,
  history: () => html`<mh-viewing-list></mh-viewing-list>`,
};

@customElement('mh-mine')
export class Mine extends LitElement {
  @property({ attribute: false }) place!: Place;

  static override styles = [shared, viewStyles, tabStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const content = CONTENTS[this.place.id];
    return html`<div class="view">
      <header>
        <h1>${t('nav.mine')}</h1>
      </header>
      ${tabs({
        view: 'mine',
        label: t('nav.mine'),
        here: content ? this.place.id : '',
        items: [
          { id: '', label: t('mine.favourites') },
          { id: 'channels', label: t('nav.channels') },
          { id: 'history', label: t('mine.history') },
        ],
      })}
      ${content?.() ?? html`<mh-resume-list></mh-resume-list><mh-favourite-list></mh-favourite-list>`}
    </div>`;
  }
}
