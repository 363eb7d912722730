// Another channel as this one's backup: looked for by name, and merged into it.

import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Channel, ChannelDetails } from '../../api/routes.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import { t, tn } from '../../locale/locale.ts';

const TYPING_MS = 250;
const SHOWN = 30;
const MOST_ORDERED = 100; // as the API

export interface Merged {
  /** Of the decision that both are one; undefined where that was decided before. */
  readonly decision: number | undefined;
  /** The order by hand that there was, null for none: now the channel's own streams are in front. */
  readonly orderBefore: readonly string[] | null;
}

/** Fires `closed`, and `merged` with what it takes to take it back. */
@customElement('mh-backup-dialog')
export class BackupDialog extends DialogElement {
  @property({ attribute: false }) channel!: ChannelDetails;
  @state() private search: string | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  readonly #found = new Query(this, {
    load: async (signal) => {
      const look = (search: string) =>
        ask('GET /channels', { query: { search, present: 'true', limit: SHOWN } }, signal);
      const found = await look(this.search ?? firstWord(this.channel.name));
      if (this.search !== undefined || found.items.some(({ id }) => id !== this.channel.id)) return found;
      this.search = ''; // nobody else is called so: whoever looks for a backup begins with all of them
      return look('');
    },
  });

  static override styles = [
    ...DialogElement.styles,
    css`
      ul {
        max-height: 48vh;
        overflow: auto;
      }
      li {
        display: grid;
        grid-template-columns: 40px 1fr auto;
        gap: var(--mh-space-3);
        align-items: center;
        min-height: 56px;
        padding-block: var(--mh-space-1);
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      @media (max-width: 599px) {
        li {
          grid-template-columns: 40px minmax(0, 1fr);
          padding-block: var(--mh-space-2);
        }
        li > wa-button {
          grid-column: 2;
          justify-self: start;
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  override render(): TemplateResult {
    const body = html`<div class="stack">
      <p class="soft">${t('channel.backup-text')}</p>
      <mh-trouble in-form .error=${this.error}></mh-trouble>
      <label class="above"
        >${t('channels.search')}<input
          type="search"
          maxlength="200"
          .value=${this.search ?? firstWord(this.channel.name)}
          @input=${this.#onSearch}
      /></label>
      ${this.#list()}
    </div>`;
    return this.frame({ label: t('channel.backup-heading', { name: this.channel.name }), body });
  }

  #list(): TemplateResult {
    const { data, error } = this.#found;
    if (error !== undefined)
      return html`<mh-trouble .error=${error} @retry=${() => this.#found.refresh()}></mh-trouble>`;
    if (!data) return html`<mh-skeleton lines="4"></mh-skeleton>`;
    const others = data.items.filter(({ id }) => id !== this.channel.id);
    if (others.length === 0) return html`<p class="soft">${t('channels.none')}</p>`;
    return html`<ul>
      ${others.map((one) => this.#row(one))}
    </ul>`;
  }

  #row(one: Channel): TemplateResult {
    const { name, number, group, logo_url: logo, stream_count: count } = one;
    return html`<li>
      <mh-logo src=${logo} name=${name}></mh-logo>
      <span class="wrap">
        <b>${name}</b><br />
        <span class="small soft">${[number, group, tn('count.streams', count)].filter(Boolean).join(' · ')}</span>
      </span>
      <wa-button size="s" appearance="outlined" ?disabled=${this.isBusy} @click=${() => this.#merge(one.id)}
        >${t('channel.backup-take')}<span class="read-out">: ${name}</span></wa-button
      >
    </li>`;
  }

  #onSearch(event: Event): void {
    this.search = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#found.refresh(), TYPING_MS);
  }

  async #merge(from: string): Promise<void> {
    const { id } = this.channel;
    await this.busily(async () => {
      const orderBefore = await keepInFront(id);
      try {
        const edits = [{ kind: 'merge' as const, into: id, from: [from] }];
        const { decisions } = await ask('POST /review', { body: { edits } });
        const detail: Merged = { decision: decisions[0]?.id, orderBefore };
        this.dispatchEvent(new CustomEvent<Merged>('merged', { detail }));
      } catch (error) {
        await orderStreams(id, orderBefore).catch(() => undefined); // why it was not merged says more
        throw error;
      }
      this.close();
    });
  }
}

/** A backup goes on when the channel's own streams fail, however good it is. @returns the order by hand that there was */
async function keepInFront(id: string): Promise<readonly string[] | null> {
  const { items } = await ask('GET /channels/{id}/streams', { params: { id } });
  const own = items.filter(({ is_excluded: isOut }) => !isOut).map(({ stream }) => stream.id);
  const before = items.filter(({ is_ordered: isOrdered }) => isOrdered).map(({ stream }) => stream.id);
  if (own.length > 0) await orderStreams(id, own.slice(0, MOST_ORDERED));
  return before.length === 0 ? null : before;
}

/** @param order the first ones; null: all by rank */
export async function orderStreams(id: string, order: readonly string[] | null): Promise<void> {
  await ask('PATCH /channels/{id}/streams', { params: { id }, body: { order: order && [...order] } });
}

/** Of a name with a prefix, the word after it: `UK: Harbour 1` is looked for as `Harbour`. */
function firstWord(name: string): string {
  const words = name.replace(/^[^:|]{1,6}[:|]/, '').match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return words[0] ?? name;
}
