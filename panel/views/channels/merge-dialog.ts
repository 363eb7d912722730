// The chosen channels become one: which of them stays, what has kept them apart, and what comes of it.

import { mdiLockOutline } from '@mdi/js';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { MatchDecision } from '../../api/match-decisions.ts';
import { Query } from '../../api/query.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import { icon } from '../../elements/icon.ts';
import { t, tn } from '../../locale/locale.ts';
import { whyTexts } from '../../locale/why.ts';
import { barriersOf, inOrder, lockedOf, staysFirst, type Merged } from './merging.ts';

export interface Merge {
  /** Name of the channel that stays. */
  readonly name: string;
  /** How many have become part of it. */
  readonly count: number;
  readonly decisions: readonly MatchDecision[];
}

const lock = (): TemplateResult =>
  html` <span role="img" aria-label=${t('match.locked')} title=${t('match.locked')}>${icon(mdiLockOutline, 16)}</span>`;

/** More than these are read above. */
const MOST_NAMED = 3;

/** Fires `closed`, and `merged` with what was done. */
@customElement('mh-merge-dialog')
export class MergeDialog extends DialogElement {
  @property({ attribute: false }) ids: readonly string[] = [];
  /** Whoever chose none has the first one. */
  @state() private chosen: string | undefined;
  readonly #channels = new Query(this, {
    load: async (signal) => {
      const params = this.ids.map((id) => ({ id }));
      return inOrder(await Promise.all(params.map((one) => ask('GET /channels/{id}', { params: one }, signal))));
    },
  });
  readonly #apart = new Query(this, {
    load: async (signal) => {
      const id = this.#stays?.id;
      if (id === undefined) return undefined;
      const beside = this.ids.filter((other) => other !== id).join(',');
      const asked = { params: { id }, query: { beside } };
      const { alternatives, locked } = await ask('GET /channels/{id}/match', asked, signal);
      const all = lockedOf(alternatives);
      return { of: id, barriers: barriersOf(alternatives), locked: locked ? new Set([...all, id]) : all };
    },
  });
  #shown: string | undefined;
  #told: object | undefined;

  static override styles = [
    ...DialogElement.styles,
    css`
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      legend {
        padding: 0 0 var(--mh-space-2);
        font-weight: 500;
      }
      label {
        display: grid;
        grid-template-columns: auto 5ch 40px minmax(0, 1fr) auto;
        align-items: center;
        gap: 2px var(--mh-space-3);
        min-height: 56px;
        padding-block: var(--mh-space-2);
        border-block-start: 1px solid var(--mh-line);
      }
      input {
        width: 20px;
        height: 20px;
        margin: 0;
      }
      .why {
        grid-column: 4 / -1;
      }
      .outcome {
        flex: 0 0 100%; /* above the buttons: in sight before it is done, however many there are */
        order: -1;
        margin-block-end: var(--mh-space-2);
        padding: var(--mh-space-3);
        border-radius: var(--mh-radius-s);
        background: var(--mh-sunken);
      }
      wa-dialog::part(footer) {
        flex-wrap: wrap;
      }
      @media (max-width: 479px) {
        label {
          grid-template-columns: auto 4ch 40px minmax(0, 1fr) auto;
          column-gap: var(--mh-space-2);
        }
      }
    `,
  ];

  /** Focus goes to the choice when it comes, and the reasons are asked for of each that is chosen. */
  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#keepInSight();
    const stays = this.#stays?.id;
    if (stays === this.#shown) return;
    if (this.#shown === undefined) this.renderRoot.querySelector<HTMLElement>('input:checked')?.focus();
    this.#shown = stays;
    void this.#apart.refresh();
  }

  /** Reasons that come make rows above it taller. */
  #keepInSight(): void {
    if (this.#told === this.#apart.data) return;
    this.#told = this.#apart.data;
    this.renderRoot.querySelector('input:focus')?.closest('label')?.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    const { data: channels, error } = this.#channels;
    const body =
      error !== undefined
        ? html`<mh-trouble .error=${error} @retry=${() => this.#channels.refresh()}></mh-trouble>`
        : channels
          ? html`<form @submit=${this.#apply} @keydown=${this.#onKey}>
              <fieldset>
                <legend>${t('merge.which')}</legend>
                ${channels.map((channel) => this.#channel(channel))}
              </fieldset>
            </form>`
          : html`<mh-skeleton lines="4"></mh-skeleton>`;
    const label = tn('merge.heading', this.ids.length);
    const footer = html`<div slot="footer" class="outcome" aria-live="polite" ?hidden=${!channels}>
      ${channels ? this.#outcome() : nothing}
    </div>`;
    return this.frame({ label, body, action: t('merge.act'), isIdle: this.#others.length === 0, footer });
  }

  #channel(channel: Merged): TemplateResult {
    const { id, number, name, logo_url: logo, present, enabled } = channel;
    const isStaying = id === this.#stays?.id;
    const apart = this.#apart.data?.of === this.#stays?.id ? this.#apart.data : undefined;
    const barriers = apart?.barriers.get(id) ?? [];
    const note = present ? (enabled ? '' : t('merge.off')) : t('merge.missing');
    return html`<label>
      <input
        type="radio"
        name="into"
        value=${id}
        .checked=${isStaying}
        ?disabled=${!present}
        ?autofocus=${isStaying}
        @change=${() => (this.chosen = id)}
      />
      <span class="number digits soft">${number}</span>
      <mh-logo src=${logo} name=${name}></mh-logo>
      <span class="wrap">${name}${apart?.locked.has(id) ? lock() : nothing}</span>
      <span class="small soft digits"
        >${present ? tn('streams', channel.stream_count) : t('channels.missing-one')}</span
      >
      ${note === '' ? nothing : html`<span class="small warn wrap why">${note}</span>`}
      ${
        barriers.length === 0
          ? nothing
          : html`<span class="small wrap why"><b>${t('match.kept-apart')}:</b> ${whyTexts(barriers)}</span>`
      }
    </label>`;
  }

  #outcome(): TemplateResult | string {
    const stays = this.#stays;
    const others = this.#others;
    if (!stays || others.length === 0) return t('merge.too-few');
    const streams = [stays, ...others].reduce((sum, one) => sum + one.stream_count, 0);
    const { name, number } = stays;
    const leave =
      others.length > MOST_NAMED
        ? t('merge.leave-many', { count: others.length })
        : tn('merge.leave', others.length, { names: others.map((one) => one.name).join(', ') });
    return html`<p>${tn('merge.stays', streams, { name, number })}</p>
      <p>${leave}</p>
      ${stays.enabled ? nothing : html`<p class="warn">${t('merge.into-off', { name })}</p>`}
      <p class="soft">${t('merge.undo')}</p>`;
  }

  get #stays(): Merged | undefined {
    const channels = this.#channels.data ?? [];
    return channels.find(({ id }) => id === this.chosen) ?? staysFirst(channels);
  }

  /** Those that become part of it: one without a stream has nothing to give. */
  get #others(): readonly Merged[] {
    const stays = this.#stays?.id;
    return (this.#channels.data ?? []).filter(({ id, present }) => present && id !== stays);
  }

  /** As in a field of text; a browser does not send a form from a choice. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.form?.requestSubmit();
  }

  async #apply(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const stays = this.#stays;
    const from = this.#others.map(({ id }) => id);
    if (this.isBusy || !stays || from.length === 0) return;
    await this.busily(async () => {
      const { decisions } = await ask('POST /review', { body: { edits: [{ kind: 'merge', into: stays.id, from }] } });
      const detail: Merge = { name: stays.name, count: from.length, decisions };
      this.dispatchEvent(new CustomEvent('merged', { detail, bubbles: true, composed: true }));
      this.close();
    });
  }
}
