// Why these names are one channel, with reasons: names are split off, likely others joined, the channel kept as it is.

import { mdiCallMerge, mdiCallSplit, mdiLockOpenVariantOutline, mdiLockOutline } from '@mdi/js';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { takeBack, type MatchDecision } from '../../api/match-decisions.ts';
import { Query } from '../../api/query.ts';
import type { Answer, Asked } from '../../api/routes.ts';
import { confirmed } from '../../elements/dialog.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { Live } from '../../live/live.ts';
import { t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { whyText, whyTexts } from '../../locale/why.ts';
import { shared } from '../../theme/shared.ts';
import { readingOf } from './name-reading.ts';

type Match = Answer<'GET /channels/{id}/match'>;
type Reasons = Match['names'][number]['reasons'];
type Edit = Asked<'POST /review'>['body']['edits'][number];

const SHOWN_REASONS = 4;

/** Fires `changed` when the channel is another one than before. */
@customElement('mh-match-card')
export class MatchCard extends LitElement {
  @property() channelId = '';
  /** Rises with each decision about the streams. */
  @property({ type: Number }) edition = 0;
  @property({ type: Boolean }) editable = false;
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private isBusy = false;
  readonly #live = new Live(this, 'providers');
  readonly #match = new Query(this, {
    load: (signal) => ask('GET /channels/{id}/match', { params: { id: this.channelId } }, signal),
  });

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--mh-space-3);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px var(--mh-space-2);
        align-items: center;
        padding-block: var(--mh-space-2);
        border-block-start: 1px solid var(--mh-line);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--mh-space-2);
        min-height: var(--mh-touch);
        min-width: 0;
      }
      input {
        width: 18px;
        height: 18px;
        margin: 0;
        flex: none;
      }
      .why {
        grid-column: 1 / -1;
      }
      .for {
        color: var(--mh-good);
      }
      .against {
        color: var(--mh-bad);
      }
    `,
  ];

  protected override updated(changed: PropertyValues<this>): void {
    const isOther = changed.has('channelId') && Boolean(changed.get('channelId'));
    const isDecided = changed.has('edition') && changed.get('edition') !== undefined;
    if (!isOther && !isDecided) return;
    this.chosen = new Set();
    void this.#match.refresh();
  }

  override render(): TemplateResult {
    const match = this.#match.data;
    if (this.#match.error !== undefined)
      return html`<mh-trouble .error=${this.#match.error} @retry=${() => this.#match.refresh()}></mh-trouble>`;
    if (!match) return html`<mh-skeleton lines="3"></mh-skeleton>`;
    return html`<div class="row breaks">
        <span class="small soft grow">${match.locked ? t('match.locked') : t('match.open')}</span>
        ${this.editable ? this.#lock(match.locked) : nothing}
      </div>
      <ul>
        ${match.names.map((one) => this.#name(one, match.names.length > 1))}
      </ul>
      ${
        this.chosen.size > 0 && this.chosen.size < match.names.length
          ? html`<div>
              <wa-button size="s" appearance="outlined" ?loading=${this.isBusy} @click=${this.#split}
                ><span slot="start">${icon(mdiCallSplit, 18)}</span>${tn('match.split', this.chosen.size)}</wa-button
              >
            </div>`
          : nothing
      }
      ${
        match.alternatives.length === 0
          ? nothing
          : html`<div>
              <h3>${t('match.close')}</h3>
              <ul>
                ${match.alternatives.map((one) => this.#alternative(one))}
              </ul>
            </div>`
      }`;
  }

  #lock(isLocked: boolean): TemplateResult {
    return html`<wa-button
      size="s"
      appearance="plain"
      @click=${() => this.#decide([{ kind: isLocked ? 'unlock' : 'lock', channel: this.channelId }])}
      ><span slot="start">${icon(isLocked ? mdiLockOpenVariantOutline : mdiLockOutline, 18)}</span
      >${isLocked ? t('match.unlock') : t('match.lock')}</wa-button
    >`;
  }

  #name(
    { name, parts, score, is_same: isSame, providers, reasons }: Match['names'][number],
    hasOthers: boolean,
  ): TemplateResult {
    const sure = isSame ? t('match.same') : score === null ? '' : t('match.sure', { score: Math.round(score) });
    return html`<li>
      ${
        this.editable && hasOthers
          ? html`<label
              ><input type="checkbox" .checked=${this.chosen.has(name)} @change=${() => this.#toggle(name)} /><span
                class="wrap"
                >${name}</span
              ></label
            >`
          : html`<span class="wrap">${name}</span>`
      }
      <span class="small soft">${sure}</span>
      ${this.#whose(providers)} ${readingOf(name, parts)} ${why(reasons)}
    </li>`;
  }

  #alternative({
    id,
    name,
    parts,
    score,
    providers,
    reasons,
    kept_apart: barriers,
  }: Match['alternatives'][number]): TemplateResult {
    return html`<li>
      <span class="wrap"><a class="reach" href=${linkTo('channel', id)}>${name}</a></span>
      <span class="row">
        ${score === null ? nothing : html`<span class="small soft">${t('match.sure', { score: Math.round(score) })}</span>`}
        ${
          this.editable
            ? html`<button
                class="icon"
                title=${t('match.merge')}
                aria-label=${`${t('match.merge')}: ${name}`}
                @click=${() => this.#merge(id, name)}
              >
                ${icon(mdiCallMerge, 18)}
              </button>`
            : nothing
        }
      </span>
      ${
        barriers.length === 0
          ? nothing
          : html`<span class="small wrap why"><b>${t('match.kept-apart')}:</b> ${whyTexts(barriers)}</span>`
      }
      ${this.#whose(providers)} ${readingOf(name, parts)} ${why(reasons)}
    </li>`;
  }

  /** A second provider’s name is a backup that is wanted; two of one list are often two channels. */
  #whose(providers: readonly string[]): TemplateResult {
    const known = this.#live.items('providers');
    return html`<span class="small soft wrap why"
      >${providers.map((id) => known.get(id)?.name ?? id).join(', ')}</span
    >`;
  }

  #toggle(name: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(name)) chosen.add(name);
    this.chosen = chosen;
  }

  readonly #split = (): void => {
    void this.#decide([{ kind: 'split', channel: this.channelId, names: [...this.chosen] }]);
    this.chosen = new Set();
  };

  async #merge(id: string, name: string): Promise<void> {
    const question = {
      heading: t('match.merge-heading', { name }),
      text: t('match.merge-text'),
      action: t('match.merge'),
    };
    if (await confirmed(question)) await this.#decide([{ kind: 'merge', into: this.channelId, from: [id] }]);
  }

  async #decide(edits: Edit[]): Promise<void> {
    this.isBusy = true;
    try {
      const { decisions } = await ask('POST /review', { body: { edits } });
      const undo = { label: t('action.undo'), run: () => void this.#undo(decisions) };
      toast(t('channels.saved'), decisions.length === 0 ? undefined : undo);
    } catch (error) {
      toastError(error);
    }
    this.isBusy = false;
    await this.#changed();
  }

  async #undo(decisions: readonly MatchDecision[]): Promise<void> {
    await takeBack(decisions).catch(toastError);
    await this.#changed();
  }

  async #changed(): Promise<void> {
    this.dispatchEvent(new CustomEvent('changed'));
    await this.#match.refresh();
  }
}

/** The weightiest reasons, with a sign for which way they speak. */
function why(reasons: Reasons): TemplateResult | typeof nothing {
  if (reasons.length === 0) return nothing;
  return html`<span class="small soft wrap why"
    >${reasons
      .slice(0, SHOWN_REASONS)
      .map(
        ({ text, weight }, at) =>
          html`${at === 0 ? '' : ' · '}<span class=${weight < 0 ? 'against' : 'for'}>${weight < 0 ? '−' : '+'}</span>
            ${whyText(text)}`,
      )}</span
  >`;
}
