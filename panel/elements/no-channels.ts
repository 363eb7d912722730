// In place of a list of channels that has none: because of what is asked for, or because there is no provider yet.

import { mdiPlayCircleOutline, mdiTelevisionOff } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isFor, mayChange } from '../api/me.ts';
import { Live } from '../live/live.ts';
import { t } from '../locale/locale.ts';
import { linkTo } from '../router.ts';

@customElement('mh-no-channels')
export class NoChannels extends LitElement {
  /** The view that it stands in, whose filters stand in its address. */
  @property() view = '';
  readonly #live = isFor('look') ? new Live(this, 'providers') : undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const isNew = this.#live?.isLoaded('providers') && this.#live.items('providers').size === 0;
    if (!isNew || !mayChange())
      return html`<mh-empty icon=${mdiTelevisionOff} heading=${t('channels.none')} text=${t('channels.none-text')}
        >${
          this.view !== '' && location.hash.includes('?')
            ? html`<wa-button appearance="outlined" href=${linkTo(this.view)}>${t('channels.filters-none')}</wa-button>`
            : nothing
        }</mh-empty
      >`;
    return html`<mh-empty
      icon=${mdiPlayCircleOutline}
      heading=${t('on-air.no-channels')}
      text=${t('on-air.no-channels-text')}
    >
      <wa-button variant="brand" href=${linkTo('welcome')}>${t('on-air.begin')}</wa-button>
    </mh-empty>`;
  }
}
