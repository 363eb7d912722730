// The navigation: part by part beside the view on a wide screen; on a phone a bar below it and the rest behind "More".

import { mdiDotsHorizontal } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { me } from './api/me.ts';
import { icon } from './elements/icon.ts';
import { t } from './locale/locale.ts';
import { barStyles, sideStyles } from './navigation-styles.ts';
import { linkTo } from './router.ts';
import { shared } from './theme/shared.ts';
import { navigationFor, phoneBarFor, tabOf, VIEWS, type NavigationPart } from './views.ts';

/** Its tab, with the name beneath or beside the icon. */
function tab(id: string, here: string): TemplateResult {
  const view = VIEWS[id]!;
  const label = t(view.label);
  return html`<a class="tab" href=${linkTo(id)} title=${label} aria-current=${tabOf(here) === id ? 'page' : nothing}
    >${icon(view.icon ?? '', 22)}<span>${label}</span></a
  >`;
}

const parts = (listed: readonly NavigationPart[], here: string): TemplateResult[] =>
  listed.map(
    ({ part, ids }) =>
      html`<div class="part" role="group" aria-label=${t(`nav.part-${part}`)}>
        <span class="heading" aria-hidden="true">${t(`nav.part-${part}`)}</span>
        ${ids.map((id) => tab(id, here))}
      </div>`,
  );

@customElement('mh-side-bar')
export class SideBar extends LitElement {
  /** The view that is open. */
  @property() here = '';

  static override styles = [shared, sideStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  /** Opened by its address, a view may have its tab out of sight. */
  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('here')) this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    return html`<nav aria-label=${t('nav.main')}>${parts(navigationFor(me()), this.here)}</nav>`;
  }
}

@customElement('mh-phone-bar')
export class PhoneBar extends LitElement {
  @property() here = '';
  @state() private isOpen = false;

  static override styles = [shared, barStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#onKey);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('here')) this.isOpen = false;
  }

  override render(): TemplateResult {
    const first = phoneBarFor(me());
    const rest = navigationFor(me())
      .map(({ part, ids }) => ({ part, ids: ids.filter((id) => !first.includes(id)) }))
      .filter(({ ids }) => ids.length > 0);
    const isBehind = !first.includes(tabOf(this.here));
    return html`<nav class="bar" aria-label=${t('nav.main')}>
        ${first.map((id) => tab(id, this.here))}
        ${
          rest.length === 0
            ? nothing
            : html`<button
                class="tab"
                aria-expanded=${this.isOpen}
                aria-controls="more"
                aria-current=${isBehind ? 'page' : nothing}
                @click=${this.#toggle}
              >
                ${icon(mdiDotsHorizontal, 22)}<span>${t('nav.more')}</span>
              </button>`
        }
      </nav>
      <div class="shade" ?hidden=${!this.isOpen} @click=${this.#close}></div>
      <nav id="more" class="more" aria-label=${t('nav.more')} ?hidden=${!this.isOpen} @click=${this.#close}>
        ${parts(rest, this.here)}
      </nav>`;
  }

  #toggle(): void {
    this.isOpen = !this.isOpen;
  }

  readonly #close = (): void => {
    this.isOpen = false;
  };

  readonly #onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') this.#close();
  };
}
