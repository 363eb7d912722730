// Builds the faces: the outputs of the table, and the LAN listener that they stand on.

import type { Audit } from '../accounts/audit/audit.ts';
import { createListings } from '../guide/listings.ts';
import type { AnswerBook } from '../http/api/answer-book.ts';
import { createLanServer, type LanServer } from '../http/server.ts';
import { tunerCountOf, Tuners } from '../outputs/hdhomerun/tuners.ts';
import type { Output } from '../outputs/output.ts';
import { createProbes } from '../providers/probes.ts';
import type { Jobs } from '../sync/jobs.ts';
import { VERSION, type AppContext } from './context.ts';
import type { Demo } from './demo.ts';
import type { Doors } from './doors.ts';
import { createGuideOutput, createHls, createStrm, OUTPUTS, type Parts } from './outputs.ts';
import { createPlay } from './play.ts';
import { PROVIDERS } from './providers.ts';
import { healthPort } from './health-neighbours.ts';
import { openGuideMatching, openMatches } from './matches.ts';
import { openRules } from './rules.ts';
import type { Rooms } from './rooms.ts';
import { triedOf } from './sources.ts';
import { openTransfer } from './transfer.ts';
import { createProfilesPort } from './ways.ts';

export interface Faces {
  readonly lan: LanServer;
  readonly outputs: readonly Output[];
  readonly tuners: () => { readonly count: number; readonly inUse: number };
}

interface MoreParts extends Pick<Parts, 'files' | 'isStopping' | 'wantGuide'> {
  readonly demo: Demo;
  readonly answers: AnswerBook;
  readonly audit: Audit;
  readonly jobs: Jobs;
  readonly doors: Pick<Doors, 'lan'>;
}

export function createFaces(context: AppContext, rooms: Rooms, more: MoreParts): Faces {
  const { audit, files, isStopping, wantGuide, demo } = more;
  const { options, clock, log, logBook } = context;
  const { settings, accounts, providers, watch, http, catalogue, guide, lineup, sync, hub } = rooms;
  const limits = () => providers.list().flatMap((provider) => (provider.enabled ? [watch.limitOf(provider)] : []));
  const tunerCount = () => tunerCountOf(settings.current.discovery.tuner_count, limits());
  const tuners = new Tuners(clock, tunerCount);
  const play = createPlay(rooms, log.for('streaming'));
  const tunerUse = () => ({ count: tunerCount(), inUse: tuners.inUse });
  const lanPort = (): number => lan.address?.port ?? options.port;
  const most = { ...context, rooms, tuners, tunerCount, play, files, wantGuide, lanPort, isStopping };
  const strm = createStrm(most);
  const parts: Parts = { ...most, hlsOutput: createHls(most), guideOutput: createGuideOutput(most), strm };
  const outputs = OUTPUTS.map((create) => create(parts));
  const lan: LanServer = createLanServer({
    host: options.host,
    port: options.port,
    outputs,
    log: log.for('http'),
    listener: more.doors.lan,
    api: {
      accounts,
      settings,
      providers,
      watch,
      probes: createProbes({ kinds: PROVIDERS, http, clock }),
      demo,
      sync,
      lineup,
      catalogue,
      library: rooms.library,
      learner: rooms.learner,
      titleReview: rooms.titleReview,
      strm,
      rules: openRules(rooms),
      matches: openMatches(context, rooms),
      guides: openGuideMatching(context, rooms),
      knowledge: rooms.knowledge,
      channelLogos: rooms.logos.channels,
      logos: rooms.logos.sight,
      health: healthPort(rooms),
      guide,
      listings: createListings({ file: rooms.paths.guide, pool: rooms.reads, making: rooms.making }),
      hub,
      history: rooms.history,
      viewing: rooms.viewing,
      answers: more.answers,
      audit,
      clock,
      streamsOf: (id) => lineup.origin(lineup.standing(id))?.streamIds,
      logBook,
      triedOf: (id) => triedOf(id, lineup.origin(id)?.streamIds ?? [], rooms.known),
      alerts: rooms.alerts,
      profiles: createProfilesPort(rooms.known, rooms.programs),
      tuners: tunerUse,
      countryOf: (address) => rooms.countries.of(address),
      homeUsers: () => rooms.home.users?.() ?? Promise.resolve([]),
      jobs: more.jobs,
      transfer: openTransfer(context, rooms),
      about: { version: VERSION, startedAt: clock.now(), baseUrl: options.baseUrl },
    },
  });
  return { lan, outputs, tuners: tunerUse };
}
