// Everything that a person decided, out into one file and back in: looked at first, then all of it or nothing.

import type { Clock } from '../../kernel/clock.ts';
import { AppError, toAppError } from '../../kernel/errors.ts';
import { Lane } from '../../kernel/lane.ts';
import type { Log } from '../../kernel/log.ts';
import { inSlices } from '../../kernel/slices.ts';
import type { Portable } from '../../storage/document.ts';
import { differencesOf, type Difference } from './differences.ts';
import { besideSeal, newFile, readFile, type BackupFile } from './file.ts';
import { beginJournal, endJournal } from './journal.ts';
import { restore, type Lacking, type RestoreRules } from './restore.ts';
import { seal } from './seal.ts';
import { conceal } from './secrets.ts';
import { twinIn } from './twins.ts';

/** A document that goes along. */
export interface Section extends RestoreRules {
  readonly name: string;
  readonly portable: () => Portable;
  /** How many steps lead from its top to the things in it. */
  readonly depth: number;
  /** It is read at the start only. */
  readonly needsRestart?: boolean;
  /** What in it names something that is not there. @param documentOf any document as it will be */
  readonly unheeded?: (data: unknown, documentOf: (name: string) => unknown) => readonly Unheeded[];
}

/** A field that names what is not there. */
export interface Unheeded {
  /** Of the thing that it is in. */
  readonly id: string;
  readonly field: string;
}

export interface TransferDeps {
  /** In the order in which they are written. */
  readonly sections: readonly Section[];
  readonly journal: string;
  readonly masthead: string;
  readonly clock: Clock;
  readonly log: Log;
  /** What has come in is to be seen everywhere. */
  readonly onImported: () => void;
}

export interface ImportRequest {
  readonly file: unknown;
  readonly passphrase?: string | undefined;
  /** Takes a sealed file without its secrets. */
  readonly withoutSecrets?: boolean | undefined;
  /** All that are in the file without. */
  readonly sections?: readonly string[] | undefined;
  /** Nothing is changed. */
  readonly dryRun: boolean;
}

export interface SectionOutcome {
  readonly name: string;
  readonly differences: readonly Difference[];
}

export interface ImportOutcome {
  readonly madeAt: string;
  readonly masthead: string;
  readonly sections: readonly SectionOutcome[];
  readonly lacking: readonly Lacking[];
  readonly needsRestart: boolean;
}

interface Looked {
  readonly changed: readonly { readonly step: Step; readonly differences: readonly Difference[] }[];
  readonly lacking: readonly Lacking[];
}

/** How often a file is looked at again because something else was decided meanwhile. */
const MOST_LOOKS = 5;

interface Step {
  readonly section: Section;
  readonly portable: Portable;
  readonly before: unknown;
  readonly after: unknown;
}

export class Transfer {
  readonly #deps: TransferDeps;
  readonly #lane = new Lane();

  constructor(deps: TransferDeps) {
    this.#deps = deps;
  }

  get sections(): readonly string[] {
    return this.#deps.sections.map(({ name }) => name);
  }

  /** @param passphrase takes the secrets along; without, they are left out @throws AppError `request.invalid` */
  async export({ passphrase, sections }: Pick<ImportRequest, 'passphrase' | 'sections'>): Promise<BackupFile> {
    const documents: BackupFile['documents'] = {};
    const leftOut: BackupFile['left_out'] = [];
    const values: unknown[] = [];
    for (const { name, portable, secrets } of this.#chosen(sections)) {
      const { version, data } = portable().envelope;
      const open = conceal(data, secrets);
      documents[name] = { version, data: open.data };
      leftOut.push(...open.places.map((at) => ({ document: name, at: [...at] })));
      values.push(...open.values);
    }
    const { masthead, clock } = this.#deps;
    const made = new Date(clock.now()).toISOString();
    const file = newFile({ masthead, made_at: made, documents, left_out: leftOut, sealed: null });
    return passphrase === undefined ? file : { ...file, sealed: await seal(values, passphrase, besideSeal(file)) };
  }

  /** @throws AppError `request.invalid`, `request.conflict`, `storage.full`: nothing has changed then */
  import(request: ImportRequest): Promise<ImportOutcome> {
    return this.#lane.run(async () => {
      const file = readFile(request.file);
      for (let looks = 1; ; looks += 1) {
        const { changed, lacking } = await this.#look(file, request);
        const real = changed.filter(({ differences }) => differences.length > 0).map(({ step }) => step);
        const isDone = request.dryRun || real.length === 0 || (await this.#apply(real));
        if (!isDone && looks < MOST_LOOKS) continue;
        if (!isDone) throw new AppError('request.conflict', 'Something else is decided all the time: try it again.');
        return {
          madeAt: file.made_at,
          masthead: file.masthead,
          sections: changed.map(({ step, differences }) => ({ name: step.section.name, differences })),
          lacking,
          needsRestart: real.some(({ section }) => section.needsRestart === true),
        };
      }
    });
  }

  async #look(file: BackupFile, request: ImportRequest): Promise<Looked> {
    const { steps, lacking } = await this.#prepare(file, request);
    const changed: { readonly step: Step; readonly differences: readonly Difference[] }[] = [];
    for (const step of steps) {
      const differences = await inSlices(differencesOf(step.before, step.after, step.section.depth));
      changed.push({ step, differences });
    }
    return { changed, lacking };
  }

  async #prepare(file: BackupFile, { passphrase, withoutSecrets, sections }: ImportRequest) {
    if (file.sealed && passphrase === undefined && !withoutSecrets) {
      throw new AppError('request.invalid', 'The passwords in this file are sealed: it needs its passphrase.');
    }
    const chosen = this.#chosen(sections).filter(({ name }) => Object.hasOwn(file.documents, name));
    const portables = new Map(chosen.map((section) => [section.name, section.portable()]));
    for (const { name } of chosen) refuseNewer(name, file.documents[name]!.version, portables.get(name)!);
    const standing = new Map(chosen.map(({ name }) => [name, portables.get(name)!.envelope.data]));
    const taken = new Map(chosen.map((section) => [section.name, section]));
    const { documents, lacking } = await restore({ file, passphrase, taken, ownOf: (name) => this.#ownOf(name) });
    const steps: Step[] = [];
    for (const section of chosen) {
      const portable = portables.get(section.name)!;
      const after = await accepted(section, portable, documents.get(section.name)!);
      steps.push({ section, portable, before: standing.get(section.name), after });
    }
    const coming = new Map(steps.map(({ section, after }) => [section.name, after]));
    const documentOf = (name: string): unknown => coming.get(name) ?? this.#ownOf(name);
    const unheeded = steps.flatMap(({ section, after }) =>
      (section.unheeded?.(after, documentOf) ?? []).map((where): Lacking => ({
        document: section.name,
        ...where,
        fate: 'unheeded',
      })),
    );
    return { steps, lacking: [...lacking, ...unheeded] };
  }

  #ownOf(name: string): unknown {
    return this.#deps.sections.find((section) => section.name === name)?.portable().envelope.data;
  }

  #chosen(names: readonly string[] | undefined): readonly Section[] {
    const { sections } = this.#deps;
    const unknown = names?.find((name) => !this.sections.includes(name));
    if (unknown !== undefined) throw new AppError('request.invalid', `There is no section ${unknown}.`);
    return names ? sections.filter(({ name }) => names.includes(name)) : sections;
  }

  /** @returns false where something else was decided since they were looked at: nothing has changed then */
  async #apply(steps: readonly Step[]): Promise<boolean> {
    const { journal, log, onImported } = this.#deps;
    const portables = steps.map(({ portable }) => portable);
    await beginJournal(journal, portables, log);
    const done: Pick<Step, 'before' | 'portable'>[] = [];
    try {
      if (steps.some(({ portable, before }) => portable.envelope.data !== before)) return false;
      for (const { portable, after } of steps) done.push({ portable, before: await replaced(portable, after) });
    } catch (error) {
      for (const { portable, before } of done.toReversed()) {
        await portable.replace(before).catch((failure: unknown) => {
          log.error('What was before an import could not be put back', { file: portable.file, error: failure });
        });
      }
      throw error;
    } finally {
      await endJournal(journal);
    }
    log.info('A backup was imported', { sections: steps.map(({ section }) => section.name) });
    onImported();
    return true;
  }
}

/** @returns what it has replaced: whoever decided before its turn came is in it */
async function replaced(portable: Portable, data: unknown): Promise<unknown> {
  let before = portable.envelope.data;
  const unfollow = portable.onUpdated((last) => void (before = last));
  try {
    await portable.replace(data);
    return before;
  } finally {
    unfollow();
  }
}

/** It says by itself which section it is about. */
const WHOLE = { context: { isWhole: true } };

function refuseNewer(name: string, version: number, portable: Portable): void {
  const known = portable.envelope.version;
  if (version <= known) return;
  const message = `A newer Masthead wrote ${name} (version ${version}, this one reads up to ${known}): update first.`;
  throw new AppError('request.invalid', message);
}

async function accepted(
  { name, depth }: Pick<Section, 'depth' | 'name'>,
  portable: Portable,
  envelope: { version: number; data: unknown },
): Promise<unknown> {
  try {
    const data = await inSlices(portable.accepting(envelope));
    const twin = await inSlices(twinIn(data, depth));
    if (twin === undefined) return data;
    throw new AppError('request.conflict', `The file is damaged: two of ${name} have the id ${twin}`, WHOLE);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.context['isWhole'] === true) throw error; // it says by itself what it is about
    const code = error.code === 'request.conflict' ? error.code : 'request.invalid';
    throw new AppError(code, `${name}: ${error.message}`, { cause: error });
  }
}
