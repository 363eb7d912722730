// One rule: for which streams it is, what it does, and beside it what it would change. Fires `closed` and `saved`.

import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { Rule, RuleAction, RuleCondition, RulePattern } from '../../api/routes.ts';
import { t } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import './action-form.ts';
import { newAction } from './action-form.ts';
import './change-list.ts';
import './condition-form.ts';
import { conditionOf, newRow, rowsOf, saysNothing, type ConditionRows } from './condition-rows.ts';
import { KnownChoices } from './known-choices.ts';
import { formStyles } from './rules-styles.ts';
import { Trial } from './trial.ts';
import { actionInWords } from './words.ts';

type Draft = Omit<Rule, 'id'>;

/** What a new rule begins with. */
export type RuleStart = Pick<Rule, 'when' | 'action'> & Partial<Pick<Rule, 'name'>>;

@customElement('mh-rule-form')
export class RuleForm extends LitElement {
  /** Undefined for a new one. */
  @property({ attribute: false }) rule: Rule | undefined;
  @property({ attribute: false }) start: RuleStart | undefined;
  @property({ attribute: false }) patterns: readonly RulePattern[] = [];
  @state() private name = '';
  @state() private when: RuleCondition = {};
  @state() private rows: ConditionRows | undefined;
  @state() private action: RuleAction = newAction('hide');
  @state() private error: unknown;
  /** A row that is still empty must not hide everything. */
  @state() private isUnsaid = false;
  @state() private isBusy = false;
  readonly #choices = new KnownChoices(this);
  readonly #trial = new Trial(this, async (page, signal) => {
    if (this.isUnsaid) return undefined;
    const id = this.rule && { id: this.rule.id };
    return ask('POST /rules/preview', { body: { rule: this.#draft(), ...id, ...page } }, signal);
  });

  static override styles = [shared, controls, formStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && !changed.has('rule')) return;
    const begun = this.rule ?? this.start;
    const { name = '', when = {}, action = newAction('hide') } = begun ?? {};
    this.name = name;
    this.when = when;
    this.rows = begun ? rowsOf(when) : { join: 'all', rows: [newRow('group')] };
    this.isUnsaid = this.rows !== undefined && saysNothing(this.rows);
    this.action = action;
    void this.#trial.now();
  }

  override render(): TemplateResult {
    const { error } = this.#trial;
    return html`<div class="both">
      <form class="card" @submit=${this.#save}>
        <label class="above"
          >${t('field.name')}
          <input
            name="name"
            maxlength="200"
            placeholder=${actionInWords(this.action)}
            .value=${this.name}
            @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
          />
        </label>
        <fieldset>
          <legend>${t('rules.for')}</legend>
          ${this.#conditions()}
        </fieldset>
        <fieldset>
          <legend>${t('rules.then')}</legend>
          <mh-action-form .action=${this.action} @action=${this.#onAction}></mh-action-form>
        </fieldset>
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
        <mh-trouble .error=${error} @retry=${() => this.#trial.now()}></mh-trouble>
        ${this.isUnsaid ? html`<p class="soft">${t('rules.say-which')}</p>` : this.#changes()}
      </section>
    </div>`;
  }

  #changes(): TemplateResult {
    const { preview, only, isStale } = this.#trial;
    return html`<mh-change-list
      .preview=${preview}
      .only=${only}
      ?stale=${isStale}
      @only=${(event: CustomEvent) => this.#trial.show(event.detail)}
      @more=${() => this.#trial.more()}
    ></mh-change-list>`;
  }

  #conditions(): TemplateResult {
    if (!this.rows)
      return html`<p class="soft">${t('rules.complex')} <a href=${linkTo('rules', 'text')}>${t('rules.text')}</a></p>`;
    return html`<mh-condition-form
      .rows=${this.rows}
      .choices=${this.#choices.of(this.patterns)}
      @rows=${(event: CustomEvent<ConditionRows>) => {
        this.rows = event.detail;
        this.#onRows(event);
      }}
      @typed=${this.#onRows}
    ></mh-condition-form>`;
  }

  #onRows(event: CustomEvent<ConditionRows>): void {
    this.when = conditionOf(event.detail);
    this.isUnsaid = saysNothing(event.detail);
    this.error = undefined;
    this.#trial.soon();
  }

  #onAction(event: CustomEvent<RuleAction>): void {
    this.action = event.detail;
    this.#trial.soon();
  }

  #draft(): Draft {
    const name = this.name.trim() || actionInWords(this.action).slice(0, 200);
    return { name, enabled: this.rule?.enabled ?? true, when: this.when, action: cleaned(this.action) };
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isUnsaid) {
      this.error = new Error(t('rules.say-which'));
      return;
    }
    this.isBusy = true;
    this.error = undefined;
    try {
      const body = this.#draft();
      const { enabled: _, ...changes } = body; // it may have been switched since
      if (this.rule) await ask('PATCH /rules/{id}', { params: { id: this.rule.id }, body: changes });
      else await ask('POST /rules', { body });
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}

/** An empty template for groups means that the table alone is meant. */
function cleaned(action: RuleAction): RuleAction {
  if (action.kind !== 'regroup' || action.to !== '') return action;
  const { to: _to, ...rest } = action;
  return rest;
}
