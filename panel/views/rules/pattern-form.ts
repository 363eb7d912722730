// The named patterns: expressions and conditions that several rules use, and beside them what a change would do. Fires `closed`
// and `saved`.

import { mdiDeleteOutline, mdiPlus } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { Answer, Rule, RulePattern } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import './change-list.ts';
import './condition-form.ts';
import type { ConditionRows } from './condition-rows.ts';
import { KnownChoices } from './known-choices.ts';
import { bookText, draftOf, newPattern, patternOf, withRows, type PatternDraft } from './pattern-book.ts';
import { formStyles } from './rules-styles.ts';
import { Trial } from './trial.ts';

type Issue = Answer<'POST /rules/text/preview'>['issues'][number];

@customElement('mh-pattern-form')
export class PatternForm extends LitElement {
  /** As they are saved. */
  @property({ attribute: false }) patterns: readonly RulePattern[] = [];
  /** Those that use them. */
  @property({ attribute: false }) rules: readonly Rule[] = [];
  @state() private drafts: readonly PatternDraft[] = [];
  @state() private issues: readonly Issue[] = [];
  @state() private error: unknown;
  @state() private isBusy = false;
  readonly #choices = new KnownChoices(this);
  readonly #trial = new Trial(this, async (page, signal) => {
    const text = bookText(this.drafts.map(patternOf), this.rules);
    const found = await ask('POST /rules/text/preview', { body: { text, mode: 'replace', ...page } }, signal);
    this.issues = found.issues;
    return found.preview ?? undefined;
  });

  static override styles = [
    shared,
    controls,
    formStyles,
    css`
      .pattern {
        padding-block-end: var(--mh-space-4);
        border-block-end: 1px solid var(--mh-line);
      }
      .head {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, max-content) var(--mh-touch);
        gap: var(--mh-space-2);
        align-items: end;
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (this.hasUpdated) return;
    this.drafts = this.patterns.map(draftOf);
    void this.#trial.now();
  }

  override render(): TemplateResult {
    return html`<div class="both">
      <form class="card" @submit=${this.#save}>
        <p class="soft">${t('rules.patterns-about')}</p>
        ${this.drafts.length === 0 ? html`<p class="soft">${t('rules.none-yet')}</p>` : ''}
        ${this.drafts.map((draft, index) => this.#pattern(draft, index))}
        <div>
          <wa-button size="s" appearance="outlined" @click=${() => this.#set([...this.drafts, newPattern()])}
            ><span slot="start">${icon(mdiPlus)}</span>${t('rules.field-pattern')}</wa-button
          >
        </div>
        <mh-trouble in-form .error=${this.error}></mh-trouble>
        <div class="row">
          <wa-button variant="brand" type="submit" ?loading=${this.isBusy}>${t('action.save')}</wa-button>
          <wa-button appearance="plain" @click=${() => this.dispatchEvent(new CustomEvent('closed'))}
            >${t('action.cancel')}</wa-button
          >
        </div>
      </form>
      <section class="card" aria-live="polite">
        <h2>${t('rules.preview')}</h2>
        ${this.issues.length > 0 ? this.issues.map(({ message }) => html`<p class="bad wrap">${message}</p>`) : this.#changes()}
      </section>
    </div>`;
  }

  #changes(): TemplateResult {
    const { preview, only, isStale, error } = this.#trial;
    return html`<mh-trouble .error=${error} @retry=${() => this.#trial.now()}></mh-trouble>
      <mh-change-list
        .preview=${preview}
        .only=${only}
        ?stale=${isStale}
        @only=${(event: CustomEvent) => this.#trial.show(event.detail)}
        @more=${() => this.#trial.more()}
      ></mh-change-list>`;
  }

  #pattern(draft: PatternDraft, index: number): TemplateResult {
    const put = (change: Partial<PatternDraft>): void => this.#put(index, { ...this.drafts[index]!, ...change });
    return html`<fieldset class="pattern" aria-label=${draft.name || t('rules.field-pattern')}>
      <div class="head">
        <label class="above"
          >${t('field.name')}
          <input
            name="name"
            required
            maxlength="100"
            .value=${draft.name}
            @input=${(event: Event) => put({ name: valueIn(event) })}
          />
        </label>
        <label class="above"
          >${t('rules.pattern-kind')}
          <select @change=${(event: Event) => put({ kind: valueIn(event) as PatternDraft['kind'] })}>
            <option value="matches" ?selected=${draft.kind === 'matches'}>${t('rules.pattern-matches')}</option>
            <option value="when" ?selected=${draft.kind === 'when'}>${t('rules.pattern-when')}</option>
          </select>
        </label>
        <button
          class="icon"
          type="button"
          aria-label=${`${t('action.remove')}: ${draft.name || t('rules.field-pattern')}`}
          title=${t('action.remove')}
          @click=${() => this.#set(this.drafts.toSpliced(index, 1))}
        >
          ${icon(mdiDeleteOutline)}
        </button>
      </div>
      ${draft.kind === 'matches' ? this.#expression(draft, put) : this.#condition(draft, index)}
    </fieldset>`;
  }

  #expression({ matches }: PatternDraft, put: (change: Partial<PatternDraft>) => void): TemplateResult {
    return html`<label class="above"
      >${t('rules.expression')}
      <input
        name="matches"
        class="mono"
        required
        maxlength="500"
        spellcheck="false"
        autocapitalize="off"
        placeholder="sports?\\b"
        .value=${matches}
        @input=${(event: Event) => put({ matches: valueIn(event) })}
      />
    </label>`;
  }

  #condition(draft: PatternDraft, index: number): TemplateResult {
    if (!draft.rows)
      return html`<p class="soft">${t('rules.complex')} <a href=${linkTo('rules', 'text')}>${t('rules.text')}</a></p>`;
    const typed = (rows: ConditionRows): PatternDraft => withRows(this.drafts[index]!, rows);
    const others = this.drafts.filter((other, at) => at !== index && other.name !== '').map(patternOf);
    return html`<mh-condition-form
      .rows=${draft.rows}
      .choices=${this.#choices.of(others)}
      @rows=${({ detail }: CustomEvent<ConditionRows>) => this.#put(index, { ...typed(detail), rows: detail })}
      @typed=${({ detail }: CustomEvent<ConditionRows>) => this.#put(index, typed(detail))}
    ></mh-condition-form>`;
  }

  #put(index: number, draft: PatternDraft): void {
    this.#set(this.drafts.with(index, draft));
  }

  #set(drafts: readonly PatternDraft[]): void {
    this.drafts = drafts;
    this.#trial.soon();
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.isBusy = true;
    this.error = undefined;
    try {
      await ask('PUT /rules/patterns', { body: { patterns: this.drafts.map(patternOf) } });
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}

const valueIn = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
