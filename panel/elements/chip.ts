// A word with a colour's meaning: a state. The dot and the word say the same, for those who do not see the colour.

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

export type Tone = 'good' | 'warn' | 'bad' | 'live' | 'busy' | 'soft';

@customElement('mh-chip')
export class Chip extends LitElement {
  @property({ reflect: true }) tone: Tone = 'soft';

  static override styles = css`
    :host {
      --tone: var(--mh-text-soft);
      display: inline-flex;
      align-items: center;
      gap: 6px;
      height: 22px;
      padding-inline: 8px;
      border-radius: 11px;
      font-size: 12px;
      white-space: nowrap;
      color: var(--mh-text);
      background: color-mix(in srgb, var(--tone) 14%, transparent);
    }
    :host([tone='good']) {
      --tone: var(--mh-good-fill);
    }
    :host([tone='warn']) {
      --tone: var(--mh-warn-fill);
    }
    :host([tone='bad']) {
      --tone: var(--mh-bad-fill);
    }
    :host([tone='live']) {
      --tone: var(--mh-lamp);
    }
    :host([tone='busy']) {
      --tone: var(--mh-primary);
    }
    i {
      width: 8px;
      height: 8px;
      border-radius: 50%;
      background: var(--tone);
    }
    @media (prefers-reduced-motion: no-preference) {
      :host([tone='busy']) i {
        animation: blink 1s ease-in-out infinite alternate;
      }
    }
    @keyframes blink {
      to {
        opacity: 0.25;
      }
    }
  `;

  override render(): TemplateResult {
    return html`<i aria-hidden="true"></i><slot></slot>`;
  }
}
