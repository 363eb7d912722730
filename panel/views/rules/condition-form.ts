// A condition: rows, and groups of rows within it, of which all have to hold, one, or none.

import { mdiClose, mdiPlus } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import './condition-row.ts';
import { noChoices, type Choices } from './condition-row.ts';
import { isGroup, newGroup, newRow, type ConditionNode, type ConditionRows } from './condition-rows.ts';

const JOINS = ['all', 'any', 'not-any', 'not-all'] as const;
type Join = (typeof JOINS)[number];

/** A group in a group in the condition: what is deeper is shown, but nobody is asked to think of it. */
const DEEPEST_GROUP = 2;

/** Fires `rows` with the new ones, and `typed` with those in which something is still being typed. */
@customElement('mh-condition-form')
export class ConditionForm extends LitElement {
  @property({ attribute: false }) rows!: ConditionRows;
  @property({ attribute: false }) choices: Choices = noChoices;
  /** How many conditions it lies in. */
  @property({ attribute: false }) level = 0;

  static override styles = [
    shared,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--mh-space-3);
        min-width: 0;
      }
      .group {
        display: flex;
        gap: var(--mh-space-2);
        align-items: start;
        padding-inline-start: var(--mh-space-3);
        border-inline-start: 3px solid var(--mh-primary);
      }
      .group > mh-condition-form {
        flex: 1;
      }
      @media (max-width: 719px) {
        .group {
          padding-inline-start: var(--mh-space-2);
        }
        .group > .icon {
          order: 1;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { rows, isNot = false } = this.rows;
    return html`${rows.length > 1 || isNot || this.level > 0 ? this.#join() : nothing}
      ${rows.length === 0 ? html`<p class="soft">${t(this.level === 0 ? 'rules.everything' : 'rules.empty-group')}</p>` : nothing}
      ${rows.map((node, index) => (isGroup(node) ? this.#group(node, index) : this.#row(node, index)))}
      <div class="row breaks">
        ${this.#adder('add-condition', newRow)}
        ${this.level < DEEPEST_GROUP ? this.#adder('add-group', newGroup) : nothing}
      </div>`;
  }

  #join(): TemplateResult {
    const { join, isNot = false } = this.rows;
    const chosen: Join = isNot ? `not-${join}` : join;
    return html`<label class="beside"
      >${t('rules.match')}
      <select @change=${this.#onJoin}>
        ${JOINS.map((each) => html`<option value=${each} ?selected=${each === chosen}>${t(`rules.match-${each}`)}</option>`)}
      </select></label
    >`;
  }

  #adder(label: 'add-condition' | 'add-group', made: () => ConditionNode): TemplateResult {
    return html`<wa-button
      class=${label}
      size="s"
      appearance="outlined"
      @click=${() => this.#set([...this.rows.rows, made()])}
      ><span slot="start">${icon(mdiPlus)}</span>${t(`rules.${label}`)}</wa-button
    >`;
  }

  #group(group: ConditionRows, index: number): TemplateResult {
    return html`<div class="group" role="group" aria-label=${t('rules.add-group')}>
      <mh-condition-form
        .rows=${group}
        .choices=${this.choices}
        .level=${this.level + 1}
        @rows=${(event: CustomEvent<ConditionRows>) => this.#change('rows', index, event.detail)}
        @typed=${(event: CustomEvent<ConditionRows>) => this.#change('typed', index, event.detail)}
      ></mh-condition-form>
      <button
        class="icon"
        type="button"
        aria-label=${`${t('action.remove')}: ${t('rules.add-group')}`}
        title=${t('action.remove')}
        @click=${() => this.#remove(index)}
      >
        ${icon(mdiClose)}
      </button>
    </div>`;
  }

  #row(row: Exclude<ConditionNode, ConditionRows>, index: number): TemplateResult {
    return html`<mh-condition-row
      .row=${row}
      .choices=${this.choices}
      @row=${(event: CustomEvent<ConditionNode>) => this.#change('rows', index, event.detail)}
      @typed=${(event: CustomEvent<ConditionNode>) => this.#change('typed', index, event.detail)}
      @removed=${() => this.#remove(index)}
    ></mh-condition-row>`;
  }

  #onJoin(event: Event): void {
    const chosen = (event.target as HTMLSelectElement).value as Join;
    const join = chosen.endsWith('any') ? 'any' : 'all';
    this.#emit('rows', { join, isNot: chosen.startsWith('not'), rows: this.rows.rows });
  }

  #remove(index: number): void {
    this.#set(this.rows.rows.toSpliced(index, 1));
  }

  #change(kind: 'rows' | 'typed', index: number, node: ConditionNode): void {
    this.#emit(kind, { ...this.rows, rows: this.rows.rows.with(index, node) });
  }

  #set(rows: readonly ConditionNode[]): void {
    this.#emit('rows', { ...this.rows, rows });
  }

  #emit(kind: 'rows' | 'typed', rows: ConditionRows): void {
    this.dispatchEvent(new CustomEvent<ConditionRows>(kind, { detail: rows }));
  }
}
