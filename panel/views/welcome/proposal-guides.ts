// Guides that the first steps are unsure of: the likeliest for each channel, with its reasons, to be taken or refused at once.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { toastError } from '../../elements/toast.ts';
import { t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { candidatesOf, noneOfThese, taken, type Doubt, type GuideEdits } from '../review/guide-edits.ts';
import { reasonsLine } from './reasons-line.ts';

const SHOWN = 4;

@customElement('mh-proposal-guides')
export class ProposalGuides extends LitElement {
  @property() providerId = '';
  @state() private decided: ReadonlySet<string> = new Set();
  readonly #doubts = new Query(this, {
    load: (signal) => {
      const of = this.providerId === '' ? {} : { provider_id: this.providerId };
      return ask('GET /guide/review', { query: { ...of, limit: SHOWN } }, signal);
    },
  });

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .card {
        display: grid;
        gap: var(--mh-space-2);
      }
      li {
        display: grid;
        gap: 4px;
        padding-block: var(--mh-space-3);
        border-block-start: 1px solid var(--mh-line);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult | typeof nothing {
    const doubts = this.#doubts.data;
    if (!doubts || doubts.total === 0) return nothing;
    const rest = doubts.items.filter(({ channel_id: id }) => !this.decided.has(id));
    return html`<div class="card">
      <h2>${tn('proposal.unsure-guides', doubts.total)}</h2>
      <ul>
        ${rest.map((doubt) => this.#doubt(doubt))}
      </ul>
      ${doubts.total > SHOWN ? html`<p><a href=${linkTo('review', 'guides')}>${t('proposal.all')}</a></p>` : nothing}
    </div>`;
  }

  #doubt(doubt: Doubt): TemplateResult | typeof nothing {
    const [likeliest] = candidatesOf(doubt);
    if (!likeliest) return nothing;
    return html`<li>
      <span class="wrap"
        >${t('proposal.guide', { name: doubt.name, guide: likeliest.name })}
        <span class="soft small digits">${t('match.sure', { score: likeliest.score })}</span></span
      >
      <span class="small soft wrap">${reasonsLine(likeliest.reasons)}</span>
      <span class="row breaks">
        <wa-button size="s" appearance="outlined" @click=${() => this.#decide(doubt, taken(doubt, 0))}
          >${t('proposal.guide-take')}</wa-button
        >
        <wa-button size="s" appearance="plain" @click=${() => this.#decide(doubt, noneOfThese(doubt))}
          >${t('proposal.guide-none')}</wa-button
        >
      </span>
    </li>`;
  }

  /** Gone at once; back when it was refused. */
  async #decide({ channel_id: id }: Doubt, decisions: GuideEdits): Promise<void> {
    const before = this.decided;
    this.decided = new Set([...before, id]);
    try {
      await ask('POST /guide/review', { body: { decisions } });
      await this.#doubts.refresh();
    } catch (error) {
      this.decided = before;
      toastError(error);
    }
  }
}
