// A programme's details, in a dialog.

import { mdiHistory, mdiPlay } from '@mdi/js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { isFor } from '../../api/me.ts';
import type { Programme, Watchable } from '../../api/routes.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import { icon } from '../../elements/icon.ts';
import { clockTime, dayName } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { play, playPast } from '../../play.ts';
import { linkTo } from '../../router.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface Shown {
  readonly channel: Watchable;
  readonly programme: Programme;
}

/** Fires `closed`. */
@customElement('mh-programme-card')
export class ProgrammeCard extends DialogElement {
  @property({ attribute: false }) shown!: Shown;
  @state() private full: Programme | undefined;

  static override styles = [
    ...DialogElement.styles,
    css`
      .text {
        white-space: pre-line;
        max-height: 40vh;
        overflow: auto;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#learn();
  }

  override render(): TemplateResult {
    const { channel, programme } = this.shown;
    const { start_at: startAt, stop_at: stopAt, title, sub_title: subTitle, categories } = programme;
    const isOn = startAt <= Date.now() && stopAt > Date.now();
    const body = html`<div class="stack">
      <p class="soft">
        ${isFor('look') ? html`<a href=${linkTo('channel', channel.id)}>${channel.name}</a>` : channel.name} ·
        ${dayName(startAt)},
        <span class="digits">${clockTime(startAt)}–${clockTime(stopAt)}</span>
      </p>
      ${subTitle === '' ? nothing : html`<p class="wrap"><b>${subTitle}</b></p>`}
      ${
        this.full
          ? html`<p class="wrap text">${this.full.description}</p>`
          : html`<mh-skeleton lines="3"></mh-skeleton>`
      }
      ${this.#origin(programme)}
      ${categories.length === 0 ? nothing : html`<p class="small soft wrap">${categories.join(', ')}</p>`}
    </div>`;
    const hasPast = startAt < Date.now() && startAt > Date.now() - channel.catchup_days * DAY_MS;
    const footer = html`${
        hasPast
          ? html`<wa-button
              slot="footer"
              appearance=${isOn ? 'outlined' : 'accent'}
              variant=${isOn ? 'neutral' : 'brand'}
              @click=${this.#playPast}
              ><span slot="start">${icon(mdiHistory, 18)}</span>${t('guide.play-past')}</wa-button
            >`
          : nothing
      }
      <wa-button
        slot="footer"
        appearance=${isOn ? 'accent' : 'outlined'}
        variant=${isOn ? 'brand' : 'neutral'}
        @click=${this.#play}
      >
        <span slot="start">${icon(mdiPlay, 18)}</span>${isOn ? t('action.play') : t('guide.play-channel')}
      </wa-button>`;
    return this.frame({ label: title, body, footer });
  }

  #origin({ source, made_of: madeOf }: Programme): TemplateResult | typeof nothing {
    if (madeOf) return html`<p class="small soft wrap">${t(`guide.from-${madeOf}`)}</p>`;
    return source === '' ? nothing : html`<p class="small soft wrap">${t('guide.from', { source })}</p>`;
  }

  async #learn(): Promise<void> {
    const { channel, programme } = this.shown;
    const [from_at, until_at] = [programme.start_at, programme.start_at + 1];
    const body = { channel_ids: [channel.id], from_at, until_at, with_descriptions: true };
    const found = await ask('POST /guide/listings', { body }).catch(() => undefined);
    this.full = found?.items[0]?.programmes.find(({ start_at: startAt }) => startAt === from_at) ?? programme;
  }

  #playPast(): void {
    const { channel, programme } = this.shown;
    playPast(channel, programme.title, programme.start_at);
    this.close();
  }

  #play(): void {
    const { channel } = this.shown;
    play(channel.id, channel.name);
    this.close();
  }
}
