// A Home Assistant Core as a new household meets it: onboarding, login, a configuration flow, states and services.

export interface EntityState {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export class HomeAssistant {
  readonly #url: string;
  #token = '';

  constructor(url: string) {
    this.#url = url;
  }

  /** Of the owner; good for half an hour. */
  get token(): string {
    return this.#token;
  }

  async isUp(): Promise<boolean> {
    const answer = await fetch(`${this.#url}/api/onboarding`).catch(() => undefined);
    return answer?.ok ?? false;
  }

  async onboard(): Promise<void> {
    const clientId = `${this.#url}/`;
    const owner = { client_id: clientId, name: 'Owner', username: 'owner', password: 'owner-password', language: 'en' };
    const { auth_code: code } = (await this.#ask('POST', '/api/onboarding/users', owner)) as { auth_code: string };
    const body = new URLSearchParams({ grant_type: 'authorization_code', code, client_id: clientId });
    const answer = await fetch(`${this.#url}/auth/token`, { method: 'POST', body });
    this.#token = ((await answer.json()) as { access_token: string }).access_token;
  }

  async addMqtt(broker: string, port: number): Promise<void> {
    const flow = (await this.#ask('POST', '/api/config/config_entries/flow', { handler: 'mqtt' })) as {
      flow_id: string;
    };
    const path = `/api/config/config_entries/flow/${flow.flow_id}`;
    const result = (await this.#ask('POST', path, { broker, port })) as { type: string };
    if (result.type !== 'create_entry')
      throw new Error(`The MQTT integration was not set up: ${JSON.stringify(result)}`);
  }

  async version(): Promise<string> {
    return ((await this.#ask('GET', '/api/config')) as { version: string }).version;
  }

  states(): Promise<EntityState[]> {
    return this.#ask('GET', '/api/states') as Promise<EntityState[]>;
  }

  /** @param service `switch.turn_on` */
  async call(service: string, data: object): Promise<void> {
    await this.#ask('POST', `/api/services/${service.replace('.', '/')}`, data);
  }

  /** Names in the registry of devices. */
  async devices(): Promise<string[]> {
    return ((await this.#command('config/device_registry/list')) as { name: string }[]).map(({ name }) => name);
  }

  /** Titles of the notifications that are shown. */
  async notifications(): Promise<string[]> {
    return ((await this.#command('persistent_notification/get')) as { title: string }[]).map(({ title }) => title);
  }

  #command(type: string): Promise<unknown> {
    const socket = new WebSocket(`${this.#url.replace(/^http/, 'ws')}/api/websocket`);
    return new Promise((resolve, reject) => {
      socket.addEventListener('error', () => reject(new Error('no WebSocket')));
      socket.addEventListener('message', ({ data }) => {
        const said = JSON.parse(String(data)) as { type: string; result?: unknown };
        if (said.type === 'auth_required') socket.send(JSON.stringify({ type: 'auth', access_token: this.#token }));
        if (said.type === 'auth_ok') socket.send(JSON.stringify({ id: 1, type }));
        if (said.type !== 'result') return;
        socket.close();
        resolve(said.result);
      });
    });
  }

  /** What Core believes of an entity, whatever its integration says. */
  async pretend(id: string, state: string): Promise<void> {
    await this.#ask('POST', `/api/states/${id}`, { state });
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.#url + path, {
      method,
      headers: {
        ...(this.#token !== '' && { authorization: `Bearer ${this.#token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

const automation = (name: string, input: object) => ({
  id: name,
  alias: name,
  use_blueprint: { path: `masthead/${name}.yaml`, input },
});

/** A light with a memory, which is all of a light that the blueprint sees. */
const lamp = {
  value_template: "{{ is_state('input_boolean.lamp', 'on') }}",
  level_template: "{{ states('input_number.lamp') | int }}",
  turn_on: { action: 'input_boolean.turn_on', target: { entity_id: 'input_boolean.lamp' } },
  turn_off: { action: 'input_boolean.turn_off', target: { entity_id: 'input_boolean.lamp' } },
  set_level: {
    action: 'input_number.set_value',
    target: { entity_id: 'input_number.lamp' },
    data: { value: '{{ brightness }}' },
  },
};

/** JSON is YAML. With each blueprint in use: the "torrents" are a switch that can be looked at. */
export function configuration(port: number): string {
  const torrents = { entity_id: 'input_boolean.torrents' };
  return JSON.stringify({
    homeassistant: {},
    http: { server_host: '127.0.0.1', server_port: port },
    api: {},
    config: {},
    logger: { default: 'warning' },
    sun: {},
    input_boolean: { torrents: { initial: true }, lamp: { initial: true } },
    input_number: { lamp: { min: 0, max: 255, initial: 200 } },
    light: [{ platform: 'template', lights: { lamp } }],
    automation: [
      automation('pause-torrents', {
        pause: [{ action: 'input_boolean.turn_off', target: torrents }],
        resume: [{ action: 'input_boolean.turn_on', target: torrents }],
        calm: { seconds: 1 },
      }),
      automation('dim-lights', { lights: ['light.lamp'] }),
      automation('provider-expires', { expires: ['sensor.masthead_demo_expires'] }),
    ],
  });
}
