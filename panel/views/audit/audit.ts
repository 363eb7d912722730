// Who changed what, the newest first: what was there before and after; decisions about the lineup are taken back.

import { mdiClipboardTextClockOutline, mdiUndo } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Answer, Asked } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { changedName } from '../../locale/changed-name.ts';
import { clockTime, dayName } from '../../locale/format.ts';
import { known, t, tn } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { fieldsThatDiffer } from './differing.ts';

type Page = Answer<'GET /audit'>;
type Entry = Page['items'][number];
type Change = Entry['changes'][number];
type Area = NonNullable<NonNullable<Asked<'GET /audit'>['query']>['area']>;

const PAGE = 50;
const EVERY_MS = 5_000;
const AREAS: readonly Area[] = ['settings', 'providers', 'rules', 'accounts', 'alert_targets', 'streams', 'lineup'];

@customElement('mh-audit')
export class Audit extends LitElement {
  @state() private area: Area | '' = '';
  @state() private older: readonly Entry[] = [];
  @state() private next: string | null | undefined;
  readonly #page: Query<Page> = new Query(this, {
    load: (signal) => ask('GET /audit', { query: this.#asked() }, signal),
    everyMs: EVERY_MS,
  });

  static override styles = [
    shared,
    controls,
    viewStyles,
    css`
      ol.card {
        padding-block: 0;
      }
      ol > li {
        display: flex;
        align-items: start;
        gap: var(--mh-space-3);
        padding-block: var(--mh-space-3);
      }
      ol > li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      dl {
        display: grid;
        gap: 2px;
        padding-inline-start: var(--mh-space-3);
      }
      dt {
        font-weight: 500;
      }
      .more {
        display: grid;
        justify-content: center;
        margin-block-start: var(--mh-space-3);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (!changed.has('area') || changed.get('area') === undefined) return;
    [this.older, this.next] = [[], undefined];
    void this.#page.refresh();
  }

  override render(): TemplateResult {
    const page = this.#page.data;
    return html`<div class="view">
      <header>
        <h1>${t('nav.audit')}</h1>
        <select
          aria-label=${t('audit.area')}
          @change=${(event: Event) => (this.area = (event.target as HTMLSelectElement).value as Area | '')}
        >
          <option value="">${t('audit.all')}</option>
          ${AREAS.map((area) => html`<option value=${area}>${t(`audit.area-${area}`)}</option>`)}
        </select>
      </header>
      <mh-trouble .error=${this.#page.error} @retry=${() => this.#page.refresh()}></mh-trouble>
      ${page ? this.#list(page) : html`<div class="card"><mh-skeleton lines="12"></mh-skeleton></div>`}
    </div>`;
  }

  #list({ items: newest, next }: Page): TemplateResult {
    const items = together(newest, this.older);
    const more = this.next === undefined ? next : this.next;
    if (items.length === 0)
      return html`<div class="card">
        <mh-empty
          icon=${mdiClipboardTextClockOutline}
          heading=${t('audit.none')}
          text=${t('audit.none-text')}
        ></mh-empty>
      </div>`;
    return html`<ol class="card">
        ${items.map((entry) => this.#row(entry))}
      </ol>
      ${
        more === null
          ? nothing
          : html`<p class="more">
              <wa-button appearance="outlined" @click=${() => this.#more(more)}>${t('health.more')}</wa-button>
            </p>`
      }`;
  }

  #asked(cursor?: string): NonNullable<Asked<'GET /audit'>['query']> {
    return {
      limit: PAGE,
      ...(this.area !== '' && { area: this.area }),
      ...(cursor !== undefined && { cursor }),
    };
  }

  async #more(cursor: string): Promise<void> {
    const { area } = this;
    const page = await ask('GET /audit', { query: this.#asked(cursor) }).catch(toastError);
    if (!page || area !== this.area) return;
    this.older = together(this.older.length === 0 ? (this.#page.data?.items ?? []) : this.older, page.items);
    this.next = page.next;
  }

  #row(entry: Entry): TemplateResult {
    const { at, person, area, change_count: count, changes, via, address } = entry;
    const { can_undo: canUndo, undone_at: undoneAt } = entry;
    const first = changes[0];
    return html`<li>
      <div class="grow">
        <b class="wrap">${person.name || 'Masthead'}</b>
        <span class="wrap">${whatOf(area, first)}</span>
        <p class="small soft wrap">
          ${[`${dayName(at)}, ${clockTime(at)}`, first && count === 1 ? t(`backup.${first.change}-one`) : tn('audit.changes', count), known(`audit.via-${via}`, via), address].filter(Boolean).join(' · ')}
        </p>
        <details>
          <summary class="small">${t('audit.details')}</summary>
          <dl class="small">${changes.map((change) => changeOf(area, change))}</dl>
        </details>
      </div>
      ${
        canUndo && mayChange()
          ? html`<wa-button size="s" appearance="outlined" @click=${() => this.#undo(entry)}
              ><span slot="start">${icon(mdiUndo, 18)}</span>${t('action.undo')}</wa-button
            >`
          : undoneAt === null
            ? nothing
            : html`<mh-chip>${t('channels.undone')}</mh-chip>`
      }
    </li>`;
  }

  async #undo({ id }: Entry): Promise<void> {
    try {
      await ask('POST /audit/{id}/undo', { params: { id } });
      toast(t('channels.undone'));
    } catch (error) {
      toastError(error);
    }
    await this.#page.refresh();
  }
}

/** The newest first, each once: what comes meanwhile pushes others from the first page. */
export function together<One extends { readonly id: string }>(newest: readonly One[], older: readonly One[]): One[] {
  const ids = new Set(newest.map(({ id }) => id));
  return [...newest, ...older.filter(({ id }) => !ids.has(id))];
}

/** Channels, groups and guides say themselves that they are of the lineup. */
function whatOf(area: string, first: Change | undefined): string {
  const name = first === undefined ? '' : changedName(area, first);
  return [area === 'lineup' && name !== '' ? '' : known(`audit.area-${area}`, area), name].filter(Boolean).join(': ');
}

const changeOf = (area: string, change: Change): TemplateResult =>
  html`<dt class="wrap">${changedName(area, change)} <span class="soft">${t(`backup.${change.change}-one`)}</span></dt>
    ${fieldsThatDiffer(change.before, change.after).map(
      ({ field, was, is }) =>
        html`<dd class="wrap">${field === '' ? '' : `${field}: `}<span class="soft">${was}</span> → ${is}</dd>`,
    )}`;
