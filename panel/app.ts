// The frame of the panel: bars, navigation, the view that the address names; the login where one is needed.

import { mdiLockOutline, mdiMagnify, mdiMenu } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { learnWhoIAm, me } from './api/me.ts';
import { Problem } from './api/problem.ts';
import { keepRenewed } from './api/renew.ts';
import { token } from './api/token.ts';
import { appStyles } from './app-styles.ts';
import { icon } from './elements/icon.ts';
import './elements/chip.ts';
import './elements/logo.ts';
import './elements/state.ts';
import './elements/toast.ts';
import { LiveState } from './live/live.ts';
import { Host } from './home-assistant/host.ts';
import { goOnWhereItWas } from './home-assistant/last-place.ts';
import { currentLocale, t } from './locale/locale.ts';
import './navigation.ts';
import { listenForPalette, searchEverything } from './palette-keys.ts';
import { part } from './part.ts';
import { linkTo, placeOf, type Place } from './router.ts';
import { shared } from './theme/shared.ts';
import { homeOf, mayOpen, VIEWS } from './views.ts';

const host = new Host(window, location.origin);
if (host.isFramed) goOnWhereItWas(window);
/** In the path of every page of an add-on: its visitors have logged in to Home Assistant. */
const INGRESS = '/hassio_ingress/';

@customElement('mh-app')
export class App extends LitElement {
  @state() private entry: 'asking' | 'login' | 'inside' = 'asking';
  @state() private place: Place = placeOf(location.hash);
  @state() private loaded = '';
  @state() private error: unknown;

  readonly #live = new LiveState(this);
  #next: Place | undefined;

  static override styles = [shared, appStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    host.start();
    host.onChanged(() => this.#fit());
    token.onRefused(() => void this.#showLogin());
    keepRenewed();
    addEventListener('hashchange', () => this.#arrive());
    void this.#enter();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('place') || changed.has('entry')) {
      document.title = `${t(VIEWS[this.place.view]?.label ?? 'nav.on-air')} · Masthead`;
    }
  }

  override render(): TemplateResult {
    return html`${this.#content()}<mh-toasts></mh-toasts>`;
  }

  #content(): TemplateResult {
    if (this.entry === 'asking')
      return html`<main class="opening"><mh-trouble .error=${this.error} @retry=${this.#enter}></mh-trouble></main>`;
    if (this.entry === 'login') return html`<mh-login @entered=${this.#onEntered}></mh-login>`;
    return html`<a class="skip" href="#main" @click=${this.#skip}>${t('nav.skip')}</a>
      <header>
        ${
          host.properties?.narrow
            ? html`<button class="icon" aria-label=${t('nav.menu')} @click=${() => host.toggleMenu()}>
                ${icon(mdiMenu, 24)}
              </button>`
            : nothing
        }
        <a class="brand" href=${linkTo(homeOf(me()))}
          ><img src="icon.svg" alt="" width="28" height="28" /><span>Masthead</span></a
        >
        <button
          class="icon search"
          title=${t('palette.open')}
          aria-label=${t('palette.open')}
          @click=${searchEverything}
        >
          ${icon(mdiMagnify, 24)}
        </button>
        ${this.#live.current === 'lost' ? html`<mh-chip class="lost" tone="warn" role="status">${t('live.lost')}</mh-chip>` : nothing}
      </header>
      <mh-side-bar here=${this.place.view}></mh-side-bar>
      <main id="main" tabindex="-1">${this.#view()}</main>
      <mh-phone-bar here=${this.place.view}></mh-phone-bar>`;
  }

  #view(): TemplateResult {
    if (this.error !== undefined) {
      return html`<div class="opening"><mh-trouble .error=${this.error} @retry=${this.#arrive}></mh-trouble></div>`;
    }
    const view = VIEWS[this.loaded];
    if (view && !mayOpen(this.loaded, me())) return this.#refused();
    if (view) return view.render(this.place);
    return html`<div class="opening"><mh-skeleton lines="6"></mh-skeleton></div>`;
  }

  #refused(): TemplateResult {
    return html`<h1 class="read-out">${t(VIEWS[this.loaded]?.label ?? 'nav.refused')}</h1>
      <mh-empty icon=${mdiLockOutline} heading=${t('nav.refused')} text=${t('nav.refused-text')}>
        <wa-button appearance="outlined" href=${linkTo(homeOf(me()))}>${t('nav.home')}</wa-button>
      </mh-empty>`;
  }

  /** Whether the API answers without a login (Home Assistant has asked already), or with the one that we have. */
  readonly #enter = async (): Promise<void> => {
    this.error = undefined;
    const isSetUp = location.pathname.endsWith('/setup') && location.hash.length > 2;
    const hasComeIn = token.read() !== null || host.isFramed || location.pathname.includes(INGRESS);
    if (isSetUp || !hasComeIn) return this.#showLogin();
    try {
      await learnWhoIAm();
      this.#begin();
    } catch (error) {
      if (error instanceof Problem && error.status === 401) await this.#showLogin();
      else this.error = error;
    }
  };

  async #showLogin(): Promise<void> {
    try {
      await part(() => import('./views/login/login.ts'));
      this.entry = 'login';
    } catch (error) {
      this.error = error;
    }
  }

  readonly #onEntered = (): void => void this.#enter();

  #begin(): void {
    if (this.entry !== 'inside') listenForPalette();
    this.entry = 'inside';
    this.#arrive();
  }

  readonly #arrive = (): void => {
    if (this.entry !== 'inside') return;
    const place = placeOf(location.hash);
    const id = VIEWS[place.view] ? place.view : homeOf(me());
    this.error = undefined;
    void this.#open(id, { ...place, view: id });
  };

  /** The view that is left keeps its own place until the next one is there. */
  async #open(id: string, place: Place): Promise<void> {
    this.#next = place;
    const view = mayOpen(id, me()) ? VIEWS[id] : undefined;
    try {
      if (view) await part(view.load);
      if (this.#next !== place) return; // somebody went on meanwhile
      this.place = place;
      this.loaded = id;
    } catch (error) {
      if (this.#next === place) this.error = error;
    }
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('#main')?.focus();
  }

  #fit(): void {
    const { top = 0, right = 0, bottom = 0, left = 0 } = host.properties?.safeAreaInsets ?? {};
    const { style } = document.documentElement;
    for (const [side, inset] of Object.entries({ top, right, bottom, left }))
      style.setProperty(`--mh-safe-${side}`, `${inset}px`);
    this.lang = currentLocale();
    this.requestUpdate();
  }
}
