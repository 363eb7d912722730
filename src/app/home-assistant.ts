// At home in Home Assistant: what the Supervisor says at the start, the ingress, the entities, the notifications. Without
// a Supervisor each part is there as far as a person has set it up.

import { Administrators } from '../home-assistant/administrators.ts';
import { Core, coreByItself, coreOfSupervisor, homeUsersOf } from '../home-assistant/core.ts';
import { createIngressDoor } from '../home-assistant/ingress.ts';
import { HomeLanguage } from '../home-assistant/home-language.ts';
import { LanAddress } from '../home-assistant/lan-address.ts';
import type { BrokerAddress } from '../home-assistant/mqtt/client.ts';
import { devicesOf } from '../home-assistant/mqtt/devices.ts';
import { happeningsOf } from '../home-assistant/mqtt/happenings.ts';
import { MqttLink } from '../home-assistant/mqtt/link.ts';
import { TunerPlaces } from '../home-assistant/mqtt/tuner-entities.ts';
import { Notifications } from '../home-assistant/notifications.ts';
import type { HomePorts, ProfileChoice } from '../home-assistant/ports.ts';
import { OwnAddOn } from '../home-assistant/own-add-on.ts';
import { ProviderWatch } from '../home-assistant/provider-watch.ts';
import { noticeOf } from '../alerts/targets/home-assistant.ts';
import { actionsOf } from '../home-assistant/actions.ts';
import { openShownNotices } from '../home-assistant/shown-notices.ts';
import { Supervisor, type OwnInfo } from '../home-assistant/supervisor.ts';
import { actAs } from '../kernel/actor.ts';
import { MINUTE_MS } from '../kernel/units.ts';
import { reachableAddresses } from '../net/own-networks.ts';
import { PAGE_LIMIT } from '../lineup/query.ts';
import { checkChannel } from './check-channel.ts';
import { VERSION, type AppContext, type Stop } from './context.ts';
import type { Doors } from './doors.ts';
import type { Faces } from './faces.ts';
import type { Rooms } from './rooms.ts';
import { createProfilesPort } from './ways.ts';

/** The LAN's port as config.yaml names it. */
const LAN_PORT = '5004/tcp';
/** Whoever leaves Home Assistant has tokens and players here for no longer than that. */
const LOOK_AT_USERS_EVERY_MS = 15 * MINUTE_MS;

export interface Home {
  readonly context: AppContext;
  readonly supervisor?: Supervisor;
  readonly own?: OwnAddOn;
}

/** Asks the Supervisor, where there is one, which port a person has chosen: the LAN's listener opens there. */
export async function meetSupervisor(context: AppContext): Promise<Home> {
  const { options, clock, log } = context;
  if (!options.supervisor) return { context };
  const supervisor = new Supervisor(options.supervisor);
  const own = new OwnAddOn({ ask: () => supervisor.ownInfo(), clock, log: log.for('home-assistant') });
  await own.askAtStart();
  const chosen = own.info && chosenAddress(own.info);
  return { context: chosen ? { ...context, options: { ...options, ...chosen } } : context, supervisor, own };
}

/** Where a person wants the LAN's listener: nowhere but here when the port is switched off; undefined without a choice. */
function chosenAddress({ network }: OwnInfo): { readonly host?: string; readonly port: number } | undefined {
  const port = network?.[LAN_PORT];
  if (port === undefined) return undefined;
  return port === null ? { host: '127.0.0.1', port: 0 } : { port };
}

interface Joining extends Home {
  readonly rooms: Rooms;
  readonly faces: Faces;
  readonly doors: Pick<Doors, 'ingress'>;
}

/** Opens the ingress, connects to the broker, and shows what is wrong. What has started is pushed to `stops`. */
export async function joinHome(home: Joining, stops: Stop[]): Promise<void> {
  const { context, rooms, faces, supervisor, own } = home;
  const { options, clock } = context;
  const log = context.log.for('home-assistant');
  if (Object.keys(options.settings).length > 0) await rooms.settings.patch(options.settings);
  const core = coreOf(home);
  const lan = new LanAddress({
    baseUrl: options.baseUrl,
    port: () => faces.lan.address?.port ?? options.port,
    own: reachableAddresses,
    clock,
    ...(supervisor && { primary: () => supervisor.lanAddress() }),
  });
  await lan.look();
  const enter = async (info: OwnInfo): Promise<void> => {
    if (core) await openIngress({ ...home, core, info, lan }, stops);
  };
  if (own?.info) await enter(own.info);
  else if (own) {
    stops.push(() => own.stop());
    own.keepAsking(async (info) => {
      await moveTo(chosenAddress(info), home);
      await enter(info);
    });
  }
  const watch = new ProviderWatch(rooms.events);
  stops.push(() => watch.stop());
  rooms.providers.onChanged(() => {
    watch.keep(new Set(rooms.providers.list().flatMap(({ id, enabled }) => (enabled ? [id] : []))));
  });
  if (core) learnLanguage(core, { rooms, context }, stops);
  const notifications = core && (await notificationsOf(core, { rooms, context }, stops));
  if (options.mqtt === 'off' || (options.mqtt === null && !supervisor)) return;
  const ports = portsOf(home, lan);
  const places = new TunerPlaces();
  const link = new MqttLink({
    address: () => brokerOf(home),
    clientId: `masthead_${rooms.identity.device_id}`,
    version: VERSION,
    discoveryPrefix: options.discoveryPrefix ?? rooms.settings.current.mqtt.discovery_prefix,
    devices: () => devicesOf(ports, places),
    actions: actionsOf({ ...ports, callHome: core && ((service, data) => core.callService(service, data)) }),
    happenings: happeningsOf({ ...ports, watch }),
    onBirth: () => notifications?.repeat(),
    clock,
    log,
  });
  stops.push(() => link.stop());
  link.start();
  rooms.settings.onChanged(() => link.refreshSoon());
  rooms.providers.onChanged(() => link.refreshSoon());
  rooms.lineup.onPublished(() => link.refreshSoon());
}

function coreOf({ context: { options } }: Home): Core | undefined {
  if (options.supervisor) return new Core(coreOfSupervisor(options.supervisor));
  return options.homeAssistant ? new Core(coreByItself(options.homeAssistant)) : undefined;
}

/** The choice came late: everything listens at the standard port by now. */
async function moveTo(chosen: ReturnType<typeof chosenAddress>, { faces, context }: Joining): Promise<void> {
  const { lan } = faces;
  if (!chosen || chosen.port === lan.address?.port) return;
  try {
    await lan.move(chosen);
    context.log.info('The LAN listens at the port that was chosen', { port: lan.address?.port });
  } catch (error) {
    context.log.error('The port that was chosen cannot be opened: the standard one stays', { error });
  }
}

interface Entering extends Joining {
  readonly core: Core;
  readonly info: OwnInfo;
  readonly lan: LanAddress;
}

async function openIngress({ context, rooms, faces, doors, core, info, lan }: Entering, stops: Stop[]): Promise<void> {
  const { options, clock, log } = context;
  if (!options.supervisor || !info.ingress_port) return;
  const { guests } = rooms.accounts;
  const administrators = new Administrators({
    users: () => core.users(),
    onKnown: (roles) => {
      byHome(() => guests.follow(roles)).catch((error: unknown) =>
        log.warning('Roles of Home Assistant were not kept', { error }),
      );
    },
    clock,
    log: log.for('home-assistant'),
  });
  rooms.home.users = async () => homeUsersOf(await core.users());
  const looking = clock.every(LOOK_AT_USERS_EVERY_MS, () => void administrators.look());
  stops.push(() => looking.cancel());
  const entrance = {
    host: info.ip_address,
    port: info.ingress_port,
    admit: createIngressDoor({
      peer: options.supervisor.ingressPeer,
      isAdmin: (id) => administrators.isAdmin(id),
      accountOf: (id, visitor) => guests.enter(id, visitor),
      lanUrl: () => lan.url,
    }),
  };
  const listener = faces.lan.entrance(entrance, doors.ingress);
  try {
    await listener.start();
  } catch (error) {
    log.error('The panel in the sidebar cannot be opened', { error }); // the tuner and the lists work all the same
    return;
  }
  stops.push(() => listener.stop());
  log.info('The panel is in the sidebar of Home Assistant', { port: listener.address?.port });
}

interface Noticing {
  readonly rooms: Rooms;
  readonly context: AppContext;
}

/** Alerts are written in it, where nobody has chosen another. */
function learnLanguage(core: Core, { rooms, context }: Noticing, stops: Stop[]): void {
  const language = new HomeLanguage({
    ask: () => core.language(),
    onAnswer: (said) => (rooms.home.language = said),
    clock: context.clock,
    log: context.log.for('home-assistant'),
  });
  stops.push(() => language.stop());
  void language.ask();
}

async function notificationsOf(core: Core, { rooms, context }: Noticing, stops: Stop[]): Promise<Notifications> {
  const { clock } = context;
  const log = context.log.for('home-assistant');
  const notifications = new Notifications({
    callHome: (service, data) => core.callService(service, data),
    shown: await openShownNotices(rooms.paths.notices, log),
    clock,
    log,
  });
  const due = new Set(rooms.alerts.book.open.map(({ id }) => noticeOf(id)));
  for (const id of notifications.shown) if (!due.has(id)) notifications.dismiss(id); // of an earlier run, and over
  rooms.home.board = notifications;
  stops.push(() => notifications.stop());
  return notifications;
}

/** A broker of one's own goes before the Supervisor's. */
async function brokerOf({ context: { options }, supervisor }: Home): Promise<BrokerAddress | undefined> {
  if (options.mqtt !== null && options.mqtt !== 'off') return options.mqtt;
  const found = await supervisor?.mqtt();
  if (!found) return undefined;
  const { host, port, username, password, ssl } = found;
  return {
    url: `${ssl ? 'mqtts' : 'mqtt'}://${host}:${port}`,
    username: username ?? undefined,
    password: password ?? undefined,
  };
}

/** An entity was switched, an action called. */
const byHome = <Result>(work: () => Result): Result =>
  actAs({ personId: null, name: 'Home Assistant', via: 'home-assistant', address: '' }, work);

function portsOf({ context, rooms, faces, own }: Joining, lan: LanAddress): HomePorts {
  const { settings, lineup, guide, hub, sync, providers, watch, events } = rooms;
  return {
    clock: context.clock,
    log: context.log.for('home-assistant'),
    version: VERSION,
    panelUrl: () => (own?.info ? `homeassistant://app/${own.info.slug}` : `${lan.url}/`),
    lanUrl: () => lan.url,
    events,
    settings: () => settings.current,
    change: (change) => byHome(() => settings.patch(change)),
    lineup: () => lineup.snapshot,
    searchChannels: async (search) => (await lineup.lists.list({ search, limit: PAGE_LIMIT })).items,
    hasGroup: async (group) => (await lineup.lists.list({ group, limit: 1 })).items.length > 0,
    nowAndNext: (channel, at) => guide.nowAndNext(channel, at).filter(({ from }) => from !== 'template'),
    guideUntil: () => guide.coverage().untilAt,
    sessions: () => hub.sessions(),
    slots: () => hub.figures().slots,
    tuners: faces.tuners,
    providers: () => providers.list(),
    syncStatuses: () => sync.status(),
    accountOf: (id) => {
      const provider = providers.get(id);
      return (provider && watch.standing(provider).account) ?? null;
    },
    enableProvider: (id, enabled) => byHome(() => providers.patch(id, { enabled })),
    syncAll: () => sync.runAll('request'),
    syncOne: (id) => sync.run(id, 'request'),
    confirmList: (id) => byHome(() => sync.confirmList(id)),
    syncGuides: () => sync.runGuides(),
    patchChannels: (patches) => byHome(() => lineup.patch(patches)),
    health: () => rooms.health.figures,
    checkChannel: (id) => checkChannel({ hub, clock: context.clock }, id),
    moveSession: (id, streamId) => hub.moveSession(id, streamId),
    endSession: (id) => hub.endSession(id),
    endViewer: (id) => hub.endViewer(id),
    alerts: {
      get open() {
        return rooms.alerts.book.open;
      },
      onChanged: (listener) => rooms.alerts.book.onChanged(listener),
      textOf: (facts) => rooms.alerts.textOf(facts),
    },
    profile: profileOf(rooms),
  };
}

/** Those that could be used now, and the one in force whatever becomes of it. */
function profileOf({ settings, known, programs }: Rooms): ProfileChoice {
  const profiles = createProfilesPort(known, programs);
  const current = (): string => settings.current.streaming.default_profile;
  return {
    names: () =>
      profiles.list().flatMap(({ name, is_available }) => (is_available || name === current() ? [name] : [])),
    current,
    choose: (name) => byHome(() => settings.patch({ streaming: { default_profile: name } })),
  };
}
