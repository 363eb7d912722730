// The rules of the house, each a function from the tree's imports to what breaks it.

import { isBuiltin } from 'node:module';
import { objection, placeOf } from './floors.ts';
import { readImports, type FileImports, type Tree } from './imports.ts';

export interface Violation {
  readonly rule: string;
  /** `path` or `path:line`. */
  readonly where: string;
  readonly what: string;
}

const MAX_LINES = 400; // a file of more has become two things
const BANNED_NAMES = /(?:^|-)(?:utils?|managers?|services?|helpers?)(?=[.-]|$)|^index\./;
const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*$/;
/** Rooms that compute and do nothing else: they can be tested without a file, a socket or a process. */
const PURE_ROOMS = new Set(['kernel', 'model', 'formats', 'matching']);
const IO = /^node:(?:fs|net|http|https|http2|dgram|tls|dns|child_process|cluster|worker_threads|sqlite)(?:\/|$)/;
/** The one place that loads a module by a URL it is handed: a provider's reader, out of app's table. */
const COMPUTED_IMPORTS = new Set(['src/sync/provider-module.ts']);

type Graph = ReadonlyMap<string, FileImports>;

/** Everything in `tree` that the house does not allow, file by file. Rules about imports are for `src/` alone. */
export function violationsOf(tree: Tree): Violation[] {
  const sources = [...tree.keys()].filter((path) => path.startsWith('src/')).toSorted();
  const graph: Graph = new Map(sources.map((path) => [path, readImports(path, tree)]));
  return [
    ...[...tree].flatMap(([path, source]) => tooLong(path, source)),
    ...[...tree.keys()].flatMap((path) => badlyNamed(path)),
    ...sources.flatMap((path) => withoutRoom(path)),
    ...[...graph].flatMap(([path, file]) => badImports(path, file)),
    ...[...graph].flatMap(([path, file]) => badReferences(path, file)),
    ...cycles(graph),
  ];
}

function tooLong(path: string, source: string): Violation[] {
  const lines = source.split('\n').length - (source.endsWith('\n') ? 1 : 0);
  return lines > MAX_LINES ? [{ rule: 'length', where: path, what: `${lines} lines` }] : [];
}

function badlyNamed(path: string): Violation[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!KEBAB_CASE.test(name)) return [{ rule: 'name', where: path, what: 'not in kebab-case' }];
  return BANNED_NAMES.test(name) ? [{ rule: 'name', where: path, what: 'says nothing about what it does' }] : [];
}

function withoutRoom(path: string): Violation[] {
  return placeOf(path) ? [] : [{ rule: 'room', where: path, what: 'the plan has no such room' }];
}

function badImports(path: string, file: FileImports): Violation[] {
  const from = placeOf(path);
  return file.imports.flatMap(({ target, line }) => {
    const where = `${path}:${line}`;
    if (isBuiltin(target)) {
      const name = target.startsWith('node:') ? target : `node:${target}`;
      const forbidden = from !== undefined && PURE_ROOMS.has(from.room) && IO.test(name);
      return forbidden ? [{ rule: 'pure', where, what: `${from.room} does no input or output: ${target}` }] : [];
    }
    if (!/^[./]|^(?:src|test|bench|scripts|panel)\//.test(target)) return [];
    if (!target.startsWith('src/')) return [{ rule: 'outside', where, what: target }];
    const to = placeOf(target);
    const what = from && to && objection(from, to);
    return what ? [{ rule: 'direction', where, what: `${what}: ${target}` }] : [];
  });
}

function badReferences(path: string, file: FileImports): Violation[] {
  const computed = COMPUTED_IMPORTS.has(path) ? [] : file.computed;
  return [
    ...computed.map((line) => ({ rule: 'computed', where: `${path}:${line}`, what: 'import() of a computed name' })),
    ...file.dangling.map((line) => ({ rule: 'worker', where: `${path}:${line}`, what: 'no file at this URL' })),
    ...file.starExports.map((line) => ({ rule: 'barrel', where: `${path}:${line}`, what: 'export * from' })),
  ];
}

/** One violation for every import that closes a circle, found by walking depth first. */
function cycles(graph: Graph): Violation[] {
  const found: Violation[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    if (done.has(path)) return;
    const start = trail.indexOf(path);
    if (start !== -1) {
      found.push({ rule: 'cycle', where: path, what: [...trail.slice(start), path].join(' -> ') });
      return;
    }
    trail.push(path);
    const targets = new Set(graph.get(path)?.imports.map((one) => one.target));
    for (const target of targets) if (graph.has(target)) visit(target);
    trail.pop();
    done.add(path);
  };
  for (const path of graph.keys()) visit(path);
  return found;
}
