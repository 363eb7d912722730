// A programme's details, in a dialog, and the way to the ones before and after it.

import { mdiChevronLeft, mdiChevronRight, mdiHistory, mdiPlay } from '@mdi/js';
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
  @state() private beside: { readonly before?: Programme | undefined; readonly after?: Programme | undefined } = {};

  static override styles = [
    ...DialogElement.styles,
    css`
      .text {
        white-space: pre-line;
        max-height: 40vh;
        overflow: auto;
      }
      .beside {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--mh-space-2);
      }
      .beside > * {
        min-width: 0;
      }
      .beside wa-button::part(base) {
        width: 100%;
        justify-content: space-between;
      }
      .beside wa-button::part(label) {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      :host(:dir(rtl)) .beside svg {
        scale: -1 1;
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
      ${this.#ways()}
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

  /** To the programme before and the one after: on the grid they may be too short to be pressed. */
  #ways(): TemplateResult {
    const way = (side: 'before' | 'after', slot: 'start' | 'end', path: string): TemplateResult => {
      const to = this.beside[side];
      return html`<span>
        ${
          to
            ? html`<wa-button appearance="plain" title=${t(`guide.${side}`)} @click=${() => this.#turnTo(to)}>
                <span slot=${slot}>${icon(path)}</span>
                <span class="read-out">${t(`guide.${side}`)}: </span
                ><span class="digits">${clockTime(to.start_at)}</span>
                ${to.title}
              </wa-button>`
            : nothing
        }
      </span>`;
    };
    return html`<nav class="beside">
      ${way('before', 'start', mdiChevronLeft)} ${way('after', 'end', mdiChevronRight)}
    </nav>`;
  }

  #turnTo(programme: Programme): void {
    this.shown = { channel: this.shown.channel, programme };
    this.full = undefined;
    void this.#learn();
  }

  async #learn(): Promise<void> {
    const { channel, programme } = this.shown;
    const body = {
      channel_ids: [channel.id],
      from_at: programme.start_at - 1,
      until_at: programme.stop_at + 1,
      with_descriptions: true,
    };
    const found = await ask('POST /guide/listings', { body }).catch(() => undefined);
    if (this.shown.programme !== programme) return;
    const listed = found?.items[0]?.programmes ?? [];
    const index = listed.findIndex(({ start_at: startAt }) => startAt === programme.start_at);
    this.full = listed[index] ?? programme;
    this.beside = index === -1 ? {} : { before: listed[index - 1], after: listed[index + 1] };
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
