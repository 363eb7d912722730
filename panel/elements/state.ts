// What a view shows instead of data: a place held for it, nothing yet, or what went wrong and the way out.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Problem } from '../api/problem.ts';
import { t } from '../locale/locale.ts';
import { sentenceOf } from '../locale/problems.ts';
import { shared } from '../theme/shared.ts';
import { icon } from './icon.ts';

/** A sentence for anything that was thrown. */
export function explain(error: unknown): string {
  if (!(error instanceof Problem))
    return error instanceof Error && error.message !== '' ? error.message : t('error.unknown');
  if (error.code === 'offline') return t('error.offline');
  if (error.code === 'stranger') return t('error.stranger');
  if (error.code === 'updated') return t('error.updated');
  return sentenceOf(error) || t('error.unknown');
}

/** A page that an update has left behind can but be loaded anew. */
export const isOutdated = (error: unknown): boolean => error instanceof Problem && error.code === 'updated';

@customElement('mh-empty')
export class EmptyState extends LitElement {
  @property() icon = '';
  @property() heading = '';
  @property() text = '';

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--mh-space-3);
        padding: 48px var(--mh-space-4);
        text-align: center;
        color: var(--mh-text-soft);
      }
      h2 {
        color: var(--mh-text);
      }
      p {
        max-width: 44ch;
        text-wrap: balance;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`${this.icon === '' ? nothing : icon(this.icon, 48)}
      <h2>${this.heading}</h2>
      <p>${this.text}</p>
      <slot></slot>`;
  }
}

/** Fires `retry`, unless it stands in a form: that has its own button, and is sent again with what was mended. */
@customElement('mh-trouble')
export class Trouble extends LitElement {
  @property({ attribute: false }) error: unknown;
  @property({ type: Boolean, attribute: 'in-form' }) isInForm = false;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        margin-block-end: var(--mh-space-4);
      }
      div {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: var(--mh-space-2) var(--mh-space-4);
        padding: var(--mh-space-3) var(--mh-space-4);
        border-radius: var(--mh-radius-s);
        border: 1px solid color-mix(in srgb, var(--mh-bad-fill) 40%, transparent);
        background: color-mix(in srgb, var(--mh-bad-fill) 8%, var(--mh-card));
      }
      p {
        flex: 1;
        min-width: 16ch;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override willUpdate(): void {
    this.hidden = this.error === undefined;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.error === undefined) return nothing;
    return html`<div role="alert">
      <p>${explain(this.error)}</p>
      ${
        this.isInForm
          ? nothing
          : html`<wa-button size="s" appearance="outlined" variant="neutral" @click=${this.#retry}
              >${t(isOutdated(this.error) ? 'action.reload' : 'action.retry')}</wa-button
            >`
      }
    </div>`;
  }

  #retry(): void {
    if (isOutdated(this.error)) location.reload();
    else this.dispatchEvent(new CustomEvent('retry'));
  }
}

/** Holds the place of what is being loaded, so that nothing jumps when it comes. */
@customElement('mh-skeleton')
export class Skeleton extends LitElement {
  @property({ type: Number }) lines = 1;

  static override styles = css`
    :host {
      display: block;
    }
    i {
      display: block;
      height: 12px;
      margin: 8px 0;
      border-radius: 6px;
      background: color-mix(in srgb, var(--mh-text) 10%, transparent);
    }
    i:nth-child(2n) {
      width: 72%;
    }
    i:nth-child(3n) {
      width: 88%;
    }
    @media (prefers-reduced-motion: no-preference) {
      i {
        animation: breathe 1.6s ease-in-out infinite alternate;
      }
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
  `;

  override render(): TemplateResult {
    return html`<span aria-hidden="true">${Array.from({ length: this.lines }, () => html`<i></i>`)}</span>`;
  }
}
