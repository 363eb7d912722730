// What somebody watched, the newest first, as a list and as CSV; and the way to forget it.

import { mdiHistory, mdiPlay } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { download } from '../../api/download.ts';
import { me } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { confirmed } from '../../elements/dialog.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { clockTime, dayName, duration } from '../../locale/format.ts';
import { countryName } from '../../locale/countries.ts';
import { t } from '../../locale/locale.ts';
import { play } from '../../play.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { agentName } from '../on-air/agent.ts';
import { mineStyles } from './mine-styles.ts';

type Page = Answer<'GET /viewing'>;
type Viewing = Page['items'][number];

const PAGE = 50;
const SECOND_MS = 1_000;

@customElement('mh-viewing-list')
export class ViewingList extends LitElement {
  /** Whose; null for everybody's, those without a login among them. One's own where it is left out. */
  @property({ attribute: false }) owner: string | null | undefined;
  @state() private older: readonly Viewing[] = [];
  @state() private next: string | null | undefined;
  readonly #page: Query<Page> = new Query(this, { load: (signal) => page(this.#whose, { signal }) });

  static override styles = [shared, viewStyles, mineStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  /** As the API asks for it. */
  get #whose(): Whose {
    if (this.owner === null) return {};
    return { person_id: this.owner ?? me()?.id ?? '' };
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (!changed.has('owner') || changed.get('owner') === undefined) return;
    this.older = [];
    this.next = undefined;
    void this.#page.refresh();
  }

  override render(): TemplateResult {
    const known = this.#page.data;
    return html`<mh-trouble .error=${this.#page.error} @retry=${() => this.#page.refresh()}></mh-trouble>
      ${known ? this.#content(known) : html`<div class="card"><mh-skeleton lines="8"></mh-skeleton></div>`}`;
  }

  #content({ items, next }: Page): TemplateResult {
    const all = [...items, ...this.older];
    const more = this.next === undefined ? next : this.next;
    if (all.length === 0)
      return html`<div class="card">
        <mh-empty
          icon=${mdiHistory}
          heading=${t('mine.no-history')}
          text=${this.owner === undefined ? t(me()?.keeps_history ? 'mine.no-history-text' : 'history.none-kept') : ''}
        ></mh-empty>
      </div>`;
    return html`<ul class="card">
        ${all.map((viewing) => this.#row(viewing))}
      </ul>
      <p class="more">
        ${
          more === null
            ? nothing
            : html`<wa-button appearance="outlined" @click=${() => this.#more(more)}>${t('health.more')}</wa-button>`
        }
        <wa-button appearance="plain" @click=${this.#save}>${t('statistics.csv')}</wa-button>
        ${
          this.owner === null
            ? nothing
            : html`<wa-button appearance="plain" @click=${this.#forget}>${t('mine.forget')}</wa-button>`
        }
      </p>`;
  }

  #row(viewing: Viewing): TemplateResult {
    const { kind, name, item_id: id } = viewing;
    return html`<li class="seen">
      <span class="what grow">
        <b class="wrap">${name}</b>
        <span class="small soft wrap">${factsOf(viewing, this.owner === null)}</span>
      </span>
      ${
        kind === 'live'
          ? html`<button class="icon" aria-label=${`${t('action.play')}: ${name}`} @click=${() => play(id, name)}>
              ${icon(mdiPlay)}
            </button>`
          : nothing
      }
    </li>`;
  }

  readonly #save = (): void => {
    const query = new URLSearchParams(Object.entries(this.#whose)).toString();
    download(`api/viewing.csv${query === '' ? '' : `?${query}`}`, 'masthead-viewing.csv').catch(toastError);
  };

  async #more(cursor: string): Promise<void> {
    try {
      const { items, next } = await page(this.#whose, { cursor });
      this.older = [...this.older, ...items];
      this.next = next;
    } catch (error) {
      toastError(error);
    }
  }

  readonly #forget = async (): Promise<void> => {
    const question = { heading: t('mine.forget-all'), text: t('mine.forget-text'), action: t('mine.forget') };
    if (!(await confirmed({ ...question, isDangerous: true }))) return;
    try {
      await ask('DELETE /viewing', { query: this.#whose });
      this.older = [];
      this.next = undefined;
      toast(t('mine.forgotten'));
    } catch (error) {
      toastError(error);
    }
    await this.#page.refresh();
  };
}

interface Whose {
  readonly person_id?: string;
}

function factsOf(viewing: Viewing, isNamed: boolean): string {
  const { started_at: at, watched_seconds: seconds, client, address, country, person } = viewing;
  return [
    isNamed ? (person?.name ?? t('statistics.nobody')) : '',
    `${dayName(at)}, ${clockTime(at)}`,
    duration(seconds * SECOND_MS),
    agentName(client),
    [address, country === null ? '' : countryName(country)].filter(Boolean).join(', '),
  ]
    .filter(Boolean)
    .join(' · ');
}

function page(whose: Whose, { signal, cursor }: { signal?: AbortSignal; cursor?: string }): Promise<Page> {
  const query = { ...whose, limit: PAGE, ...(cursor !== undefined && { cursor }) };
  return ask('GET /viewing', { query }, signal);
}
