// The Supervisor's REST API, as far as an add-on may ask it without more rights (api/middleware/security.py, api_bypass).

import * as z from 'zod';
import { AppError } from '../kernel/errors.ts';
import { askJson } from './ask-json.ts';

export interface SupervisorAccess {
  /** `http://supervisor` */
  readonly url: string;
  readonly token: string;
}

const ownInfo = z.object({
  /** With the repository's hash before it. */
  slug: z.string(),
  ip_address: z.string(),
  ingress_port: z.number().int().nullish(),
  /** The port that a person has chosen for each port of config.yaml; null where it is switched off. */
  network: z.record(z.string(), z.number().int().nullable()).nullish(),
});

const mqttService = z.object({
  host: z.string(),
  port: z.number().int(),
  username: z.string().nullish(),
  password: z.string().nullish(),
  ssl: z.boolean().nullish(),
});

const networkInfo = z.object({
  interfaces: z.array(
    z.object({
      primary: z.boolean().nullish(),
      enabled: z.boolean().nullish(),
      ipv4: z.object({ address: z.array(z.string()).nullish() }).nullish(),
    }),
  ),
});

const envelope = z.object({ result: z.literal('ok'), data: z.unknown() });

export type OwnInfo = z.output<typeof ownInfo>;
export type MqttService = z.output<typeof mqttService>;

export class Supervisor {
  readonly #access: SupervisorAccess;

  constructor(access: SupervisorAccess) {
    this.#access = access;
  }

  /** @throws AppError `home-assistant.*` */
  ownInfo(): Promise<OwnInfo> {
    return this.#get('/addons/self/info', ownInfo);
  }

  /** Undefined when there is no broker. @throws AppError `home-assistant.*` */
  async mqtt(): Promise<MqttService | undefined> {
    try {
      return await this.#get('/services/mqtt', mqttService);
    } catch (error) {
      if (error instanceof AppError && error.code === 'home-assistant.refused') return undefined;
      throw error;
    }
  }

  /** IPv4 address of the host's first interface, as `192.168.1.5`. @throws AppError `home-assistant.*` */
  async lanAddress(): Promise<string | undefined> {
    const { interfaces } = await this.#get('/network/info', networkInfo);
    const byPreference = interfaces.toSorted((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false));
    const addresses = byPreference.flatMap(({ ipv4, enabled }) => (enabled === false ? [] : (ipv4?.address ?? [])));
    return addresses[0]?.split('/')[0];
  }

  async #get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    const answer = await askJson(this.#access.url + path, { token: this.#access.token });
    const checked = schema.safeParse(envelope.safeParse(answer).data?.data);
    if (checked.success) return checked.data;
    throw new AppError('home-assistant.unavailable', `The Supervisor's answer to ${path} is not understood`, {
      cause: checked.error,
    });
  }
}
