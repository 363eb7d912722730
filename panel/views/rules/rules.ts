// The rules: in the order in which they are tried, dragged or moved, switched on and off; one of them as a form, all of them
// as text.

import {
  mdiArrowDown,
  mdiArrowUp,
  mdiBroom,
  mdiDeleteOutline,
  mdiDragVertical,
  mdiFilterCogOutline,
  mdiPencilOutline,
  mdiPlus,
  mdiRegex,
  mdiTextBoxEditOutline,
} from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type Sortable from 'sortablejs';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Answer, Rule } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { sortableList } from '../../elements/sortable-list.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { t, type MessageKey } from '../../locale/locale.ts';
import { go, linkTo, type Place } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './pattern-form.ts';
import './rule-form.ts';
import type { RuleStart } from './rule-form.ts';
import './rule-text.ts';
import { rulesStyles } from './rules-styles.ts';
import { actionInWords, conditionInWords } from './words.ts';

type Book = Answer<'GET /rules'>;

const NEW = 'new';
const TEXT = 'text';
const PATTERNS = 'patterns';
/** The rule that most people want first: names without what panels write around them. */
const TIDY = 'tidy';
const TIDY_NAMES: RuleStart = { when: {}, action: { kind: 'rename', to: '{title}' } };

const PAGES: Readonly<Record<string, MessageKey>> = {
  [NEW]: 'rules.new',
  [TEXT]: 'rules.text',
  [PATTERNS]: 'rules.patterns',
  [TIDY]: 'rules.tidy',
};

@customElement('mh-rules')
export class Rules extends LitElement {
  @property({ attribute: false }) place!: Place;
  readonly #book: Query<Book> = new Query(this, { load: (signal) => ask('GET /rules', {}, signal) });
  #sortable: Sortable | undefined;
  #sorted: Element | undefined;

  static override styles = [shared, viewStyles, rulesStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sortable?.destroy();
    this.#sorted = undefined;
  }

  protected override updated(): void {
    const list = this.renderRoot.querySelector('ol') ?? undefined;
    if (list === this.#sorted) return;
    this.#sortable?.destroy();
    this.#sorted = list;
    this.#sortable = list && mayChange() ? sortableList(list, (from, to) => this.#move(from, to)) : undefined;
  }

  override render(): TemplateResult {
    const { id } = this.place;
    return html`<div class="view">
      <header>
        <h1>${id === '' ? t('nav.rules') : this.#back(id)}</h1>
        ${id === '' ? this.#acts() : nothing}
      </header>
      <mh-trouble .error=${this.#book.error} @retry=${() => this.#book.refresh()}></mh-trouble>
      ${this.#content(id)}
    </div>`;
  }

  #back(id: string): TemplateResult {
    const here = PAGES[id] ? t(PAGES[id]) : (this.#rule(id)?.name ?? '');
    return html`<a href=${linkTo('rules')}>${t('nav.rules')}</a> <span class="soft">/</span> ${here}`;
  }

  #acts(): TemplateResult {
    return html`<wa-button appearance="outlined" @click=${() => go('rules', TEXT)}
        ><span slot="start">${icon(mdiTextBoxEditOutline)}</span>${t('rules.text')}</wa-button
      >
      ${
        mayChange()
          ? html`<wa-button appearance="outlined" @click=${() => go('rules', PATTERNS)}
                ><span slot="start">${icon(mdiRegex)}</span>${t('rules.patterns')}</wa-button
              >
              <wa-button variant="brand" @click=${() => go('rules', NEW)}
                ><span slot="start">${icon(mdiPlus)}</span>${t('rules.new')}</wa-button
              >`
          : nothing
      }`;
  }

  #content(id: string): TemplateResult | typeof nothing {
    const book = this.#book.data;
    if (id === TEXT) return html`<mh-rule-text @saved=${() => this.#leave(t('rules.taken'))}></mh-rule-text>`;
    if (!book) return this.#book.error === undefined ? html`<mh-skeleton lines="8"></mh-skeleton>` : nothing;
    if (id === '') return this.#list(book);
    if (id === PATTERNS) return this.#patterns(book);
    const rule = this.#rule(id);
    if (id !== NEW && id !== TIDY && !rule) return html`<p class="soft">${t('rules.gone')}</p>`;
    return html`<mh-rule-form
      .rule=${rule}
      .start=${id === TIDY ? { ...TIDY_NAMES, name: t('rules.tidy') } : undefined}
      .patterns=${book.patterns}
      @closed=${() => go('rules')}
      @saved=${() => this.#leave(t('rules.saved'))}
    ></mh-rule-form>`;
  }

  #patterns({ items, patterns }: Book): TemplateResult {
    return html`<mh-pattern-form
      .patterns=${patterns}
      .rules=${items}
      @closed=${() => go('rules')}
      @saved=${() => this.#leave(t('rules.patterns-saved'))}
    ></mh-pattern-form>`;
  }

  #list({ items }: Book): TemplateResult {
    if (items.length === 0) {
      return html`<div class="card">
        <mh-empty icon=${mdiFilterCogOutline} heading=${t('rules.none')} text=${t('rules.none-text')}
          >${mayChange() ? this.#suggestion() : nothing}</mh-empty
        >
      </div>`;
    }
    return html`<p class="soft about">${t('rules.order')}</p>
      <ol class="card">
        ${repeat(
          items,
          ({ id }) => id,
          (rule, index) => this.#row(rule, index, items.length),
        )}
      </ol>`;
  }

  #suggestion(): TemplateResult {
    return html`<p>${t('rules.tidy-text')}</p>
      <wa-button appearance="outlined" @click=${() => go('rules', TIDY)}
        ><span slot="start">${icon(mdiBroom)}</span>${t('rules.tidy')}</wa-button
      >`;
  }

  #row(rule: Rule, index: number, count: number): TemplateResult {
    const may = mayChange();
    const act = (path: string, label: string, run: () => void, isDisabled = false): TemplateResult =>
      html`<button
        class="icon"
        title=${label}
        aria-label=${`${label}: ${rule.name}`}
        ?disabled=${isDisabled}
        @click=${run}
      >
        ${icon(path)}
      </button>`;
    return html`<li class=${rule.enabled ? '' : 'out'}>
      ${may ? html`<span class="handle" title=${t('channels.drag')}>${icon(mdiDragVertical)}</span>` : nothing}
      <input
        class="switch"
        type="checkbox"
        role="switch"
        aria-label=${rule.name}
        ?disabled=${!may}
        .checked=${live(rule.enabled)}
        @change=${() => this.#switch(rule)}
      />
      <a class="what" href=${linkTo('rules', rule.id)}>
        <span class="name wrap">${rule.name}</span>
        <span class="small soft wrap">${conditionInWords(rule.when)} → ${actionInWords(rule.action)}</span>
      </a>
      ${
        may
          ? html`<span class="acts">
              ${act(mdiArrowUp, t('rules.up'), () => this.#move(index, index - 1), index === 0)}
              ${act(mdiArrowDown, t('rules.down'), () => this.#move(index, index + 1), index === count - 1)}
              ${act(mdiPencilOutline, t('action.edit'), () => go('rules', rule.id))}
              ${act(mdiDeleteOutline, t('action.remove'), () => void this.#remove(rule, index))}
            </span>`
          : nothing
      }
    </li>`;
  }

  #rule(id: string): Rule | undefined {
    return this.#book.data?.items.find((rule) => rule.id === id);
  }

  #leave(said: string): void {
    toast(said);
    void this.#book.refresh();
    go('rules');
  }

  #switch(rule: Rule): void {
    const enabled = !rule.enabled;
    this.#show((items) => items.map((other) => (other.id === rule.id ? { ...other, enabled } : other)));
    void this.#done(ask('PATCH /rules/{id}', { params: { id: rule.id }, body: { enabled } }));
  }

  #move(from: number, to: number): void {
    const items = this.#book.data?.items ?? [];
    const moved = items[from];
    if (!moved) return;
    const order = items.toSpliced(from, 1).toSpliced(to, 0, moved);
    this.#show(() => order);
    void this.#done(ask('PUT /rules/order', { body: { ids: order.map(({ id }) => id) } }));
  }

  async #remove(rule: Rule, at: number): Promise<void> {
    this.#show((items) => items.filter(({ id }) => id !== rule.id));
    const isDone = await this.#done(ask('DELETE /rules/{id}', { params: { id: rule.id } }));
    if (!isDone) return;
    const { id: _id, ...draft } = rule;
    const back = (): void => void this.#done(ask('POST /rules', { body: { ...draft, at } }));
    toast(t('rules.removed', { name: rule.name }), { label: t('action.undo'), run: back });
  }

  #show(change: (items: Book['items']) => Book['items']): void {
    const book = this.#book.data;
    if (book) this.#book.set({ ...book, items: change(book.items) });
  }

  /** What was shown at once is looked at again, or taken back. */
  async #done(asked: Promise<unknown>): Promise<boolean> {
    try {
      await asked;
      return true;
    } catch (error) {
      toastError(error);
      return false;
    } finally {
      await this.#book.refresh();
    }
  }
}
