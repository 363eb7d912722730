// Where one is in a movie or in a channel's past: a bar that is dragged, the time that is over and the time there is.

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `1:02:03`, `2:03`. */
export function playedTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60), whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Fires `sought` with seconds. */
@customElement('mh-seek-bar')
export class SeekBar extends LitElement {
  @property({ type: Number }) at = 0;
  @property({ type: Number }) duration = 0;
  /** While it is dragged. */
  @state() private dragged: number | undefined;

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--mh-space-2);
        padding-inline: var(--mh-space-4);
      }
      input {
        flex: 1;
        min-width: 0;
        height: var(--mh-touch);
        margin: 0;
        accent-color: #f5b14c;
        cursor: pointer;
      }
    `,
  ];

  override render(): TemplateResult {
    const at = this.dragged ?? this.at;
    return html`<span class="small digits">${playedTime(at)}</span>
      <input
        type="range"
        min="0"
        max=${Math.max(1, Math.floor(this.duration))}
        step="1"
        .value=${String(Math.floor(at))}
        aria-label=${t('player.seek')}
        aria-valuetext=${t('player.place', { at: playedTime(at), of: playedTime(this.duration) })}
        @input=${this.#onInput}
        @change=${this.#onChange}
      />
      <span class="small digits">${playedTime(this.duration)}</span>`;
  }

  #onInput(event: Event): void {
    this.dragged = Number((event.target as HTMLInputElement).value);
  }

  #onChange(event: Event): void {
    this.dragged = undefined;
    this.dispatchEvent(new CustomEvent('sought', { detail: Number((event.target as HTMLInputElement).value) }));
  }
}
