// Where what this browser does not play can be played: its address for players at home, and a file that opens in one.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { me } from '../../api/me.ts';
import { streamToken } from '../../api/stream-token.ts';
import '../../elements/copy-field.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';

@customElement('mh-elsewhere')
export class Elsewhere extends LitElement {
  /** `stream/…`, relative to Masthead's own address. */
  @property() path = '';
  @property() name = '';
  @state() private address = '';

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        margin: 0 var(--mh-space-4) var(--mh-space-3);
        color-scheme: light;
      }
      mh-copy-field {
        color: var(--mh-text);
        background: var(--mh-card);
        border-radius: var(--mh-radius-s);
        padding: var(--mh-space-2);
      }
      a {
        color: #8fd3f2;
        padding-block: var(--mh-space-2);
        margin-inline-end: var(--mh-space-4);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#find();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.address === '') return nothing;
    return html`<p class="row">
        <a class="reach" href=${`vlc://${this.address}`}>${t('player.in-vlc')}</a>
        <a class="reach" href=${this.#file()} download=${`${this.name}.m3u`}>${t('player.as-file')}</a>
      </p>
      <mh-copy-field label=${t('player.address')} value=${this.address}></mh-copy-field>`;
  }

  #file(): string {
    const name = this.name.replaceAll(/[\r\n]/g, ' ');
    return `data:audio/x-mpegurl;charset=utf-8,${encodeURIComponent(`#EXTM3U\n#EXTINF:-1,${name}\n${this.address}\n`)}`;
  }

  /** In Home Assistant the page's own address is of no use to a player. */
  async #find(): Promise<void> {
    const address = new URL(this.path, me()?.address || document.baseURI);
    const pass = await streamToken();
    if (pass !== null) address.searchParams.set('token', pass);
    this.address = address.href;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'mh-elsewhere': Elsewhere;
  }
}
