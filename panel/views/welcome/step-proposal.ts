// Fourth step: what Masthead has made of it, before it is taken: the account, channels joined, guide found, and what it was
// unsure of, each with its reasons.

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer, Asked, Provider } from '../../api/routes.ts';
import { toastError } from '../../elements/toast.ts';
import { number } from '../../locale/format.ts';
import { known, t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { accountTone, allowanceOf, endOf, endsSoon } from '../providers/account-words.ts';
import './proposal-guides.ts';
import { reasonsLine } from './reasons-line.ts';
import { StepElement, stepStyles } from './step.ts';

type Proposal = Answer<'GET /review'>['items'][number];
type Edit = Asked<'POST /review'>['body']['edits'][number];

const SHOWN = 6;

@customElement('mh-step-proposal')
export class StepProposal extends StepElement {
  @property() providerId = '';
  @state() private decided: ReadonlySet<string> = new Set();
  readonly #made = new Query(this, {
    load: async (signal) => {
      const of = this.providerId === '' ? {} : { provider_id: this.providerId };
      const query = { ...of, enabled: 'true', present: 'true', limit: 1 } as const;
      const [all, guided, unsure, providers] = await Promise.all([
        ask('GET /channels', { query }, signal),
        ask('GET /channels', { query: { ...query, has_guide: 'true' } }, signal),
        ask('GET /review', { query: { ...of, limit: SHOWN } }, signal),
        ask('GET /providers', {}, signal),
      ]);
      const provider = providers.items.find(({ id }) => id === this.providerId);
      const read = provider ? [provider] : providers.items;
      const streams = read.reduce((sum, { sync }) => sum + (sync?.counts.live ?? 0), 0);
      return { channels: all.total, guided: guided.total, unsure, provider, streams };
    },
    everyMs: 5_000, // the lineup may still be built
  });

  static override styles = [
    shared,
    stepStyles,
    css`
      .stack > .card {
        display: grid;
        gap: var(--mh-space-2);
      }
      .figures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
        gap: var(--mh-space-4);
      }
      b {
        display: block;
        font-size: 24px;
        line-height: 32px;
        font-weight: 500;
      }
      li {
        display: grid;
        gap: 4px;
        padding-block: var(--mh-space-3);
        border-block-start: 1px solid var(--mh-line);
      }
    `,
  ];

  override render(): TemplateResult {
    const made = this.#made.data;
    if (!made) {
      return html`<div class="card">
        <mh-trouble .error=${this.#made.error} @retry=${() => this.#made.refresh()}></mh-trouble>
        <mh-skeleton lines="8"></mh-skeleton>
      </div>`;
    }
    const { provider, channels, guided, unsure, streams } = made;
    const rest = unsure.items.filter((one) => !this.decided.has(keyOf(one)));
    return html`<div class="stack">
      ${provider ? accountCard(provider) : nothing}
      <div class="card">
        <h2>${t('proposal.heading')}</h2>
        <div class="figures">
          ${figure(t('proposal.streams'), number(streams))} ${figure(t('proposal.channels'), number(channels))}
          ${figure(t('proposal.guided'), channels === 0 ? '–' : `${number(guided)} / ${number(channels)}`)}
        </div>
        <p class="soft">${t('proposal.text')}</p>
      </div>
      <div class="card">
        <h2>${rest.length === 0 ? t('proposal.sure') : tn('proposal.unsure', unsure.total)}</h2>
        ${rest.length === 0 ? html`<p class="soft">${t('proposal.sure-text')}</p>` : nothing}
        <ul>
          ${rest.map((one) => this.#proposal(one))}
        </ul>
        ${unsure.total > SHOWN ? html`<p><a href=${linkTo('review')}>${t('proposal.all')}</a></p>` : nothing}
      </div>
      <mh-proposal-guides .providerId=${this.providerId}></mh-proposal-guides>
      <div class="actions">
        <span class="grow soft small">${t('proposal.later')}</span>
        <wa-button variant="brand" @click=${() => this.next()}>${t('proposal.accept')}</wa-button>
      </div>
    </div>`;
  }

  #proposal(proposal: Proposal): TemplateResult {
    const { a, b, score, reasons } = proposal;
    const merge: Edit = { kind: 'merge', into: a.id, from: [b.id] };
    const refuse: Edit = { kind: 'refuse', channels: [a.id, b.id] };
    return html`<li>
      <span class="wrap"
        >${t('proposal.same', { a: a.name, b: b.name })}
        <span class="soft small digits">${t('match.sure', { score: Math.round(score) })}</span></span
      >
      <span class="small soft wrap">${reasonsLine(reasons)}</span>
      <span class="row breaks">
        <wa-button size="s" appearance="outlined" @click=${() => this.#decide(proposal, merge)}
          >${t('proposal.join')}</wa-button
        >
        <wa-button size="s" appearance="plain" @click=${() => this.#decide(proposal, refuse)}
          >${t('proposal.apart')}</wa-button
        >
      </span>
    </li>`;
  }

  /** Gone at once; back when it was refused. */
  async #decide(proposal: Proposal, edit: Edit): Promise<void> {
    const before = this.decided;
    this.decided = new Set([...before, keyOf(proposal)]);
    try {
      await ask('POST /review', { body: { edits: [edit] } });
      await this.#made.refresh();
    } catch (error) {
      this.decided = before;
      toastError(error);
    }
  }
}

const keyOf = ({ a, b }: Proposal): string => `${a.id} ${b.id}`;

const figure = (label: string, value: string): TemplateResult =>
  html`<div><span class="soft small">${label}</span><b class="digits">${value}</b></div>`;

function accountCard({ name, account, max_connections: own }: Provider): TemplateResult | typeof nothing {
  if (!account) return nothing;
  return html`<div class="card">
    <div class="row breaks">
      <h2 class="grow cut">${t('proposal.account', { name })}</h2>
      <mh-chip tone=${accountTone(account)}>${known(`account.${account.status}`, account.status)}</mh-chip>
    </div>
    <p class=${endsSoon(account) ? 'warn' : ''}>${endOf(account)}</p>
    <p>${allowanceOf(account, own)}</p>
    ${account.is_trial ? html`<p class="warn">${t('proposal.trial')}</p>` : nothing}
  </div>`;
}
