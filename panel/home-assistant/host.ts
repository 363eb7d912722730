// Home Assistant's frame around us: it says whether it is narrow, and shows its menu when we ask.
// The messages are those of its frontend's src/panels/app/ha-panel-app.ts.

export interface SafeAreaInsets {
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
  readonly left?: number;
}

export interface HostProperties {
  /** Its sidebar is hidden: we draw the menu button. */
  readonly narrow: boolean;
  readonly safeAreaInsets?: SafeAreaInsets;
}

export interface HostWindow {
  readonly parent: Pick<Window, 'postMessage'>;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export class Host {
  readonly #window: HostWindow;
  readonly #origin: string;
  readonly #listeners = new Set<() => void>();
  #properties: HostProperties | undefined;

  constructor(frame: HostWindow, origin: string) {
    this.#window = frame;
    this.#origin = origin;
  }

  /** Undefined outside Home Assistant, and in one too old to tell. */
  get properties(): HostProperties | undefined {
    return this.#properties;
  }

  get isFramed(): boolean {
    return (this.#window as unknown) !== this.#window.parent;
  }

  /** Asks Home Assistant to leave its header away and to tell what changes. */
  start(): void {
    if (!this.isFramed) return;
    this.#window.addEventListener('message', (event) => this.#receive(event));
    this.#send({ type: 'home-assistant/subscribe-properties', kioskMode: true, handleSafeArea: true });
  }

  toggleMenu(): void {
    this.#send({ type: 'home-assistant/toggle-menu' });
  }

  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #receive({ data, source, origin }: MessageEvent): void {
    if (source !== this.#window.parent || origin !== this.#origin) return;
    const message = data as { readonly type?: unknown } & HostProperties;
    if (message?.type !== 'home-assistant/properties') return;
    this.#properties = {
      narrow: message.narrow,
      ...(message.safeAreaInsets && { safeAreaInsets: message.safeAreaInsets }),
    };
    for (const listener of this.#listeners) listener();
  }

  #send(message: Readonly<Record<string, unknown>>): void {
    this.#window.parent.postMessage(message, this.#origin);
  }
}
