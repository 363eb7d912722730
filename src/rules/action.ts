// What rules do, a function a kind.

import { parse } from 'node:path';
import { hash53 } from '../model/ids.ts';
import type { NumberScheme, RuleAction, RuleActionKind } from '../model/rules.ts';
import { compileExpression, noCaptures, type Expression } from './expression.ts';
import { ENDS_EARLY, type IssuePath, type Issues } from './issue.ts';
import type { Subject } from './subject.ts';
import { checkTemplate, compileTemplate } from './template.ts';

export interface CompiledAction {
  /** To a stream that the condition holds for. */
  readonly apply: (subject: Subject) => void;
  /** To all others. */
  readonly otherwise?: (subject: Subject) => void;
}

export interface ActionPlace {
  readonly issues: Issues;
  readonly path: IssuePath;
  /** Of the condition: what it catches in the name. */
  readonly expression: Expression | undefined;
}

type ActionOf<Kind extends RuleActionKind> = Extract<RuleAction, { kind: Kind }>;
type Compile<Kind extends RuleActionKind> = (action: ActionOf<Kind>, place: ActionPlace) => CompiledAction;

const MAX_NAME = 200;
const MAX_URL = 2_000;
/** Stands in front of a file's name where a logo's address is expected. */
export const LOGO_FILE_SCHEME = 'logo-file:';

const UNTIDY = /\s\s|^\s|[^\S ]|\s$/;

/** Mostly there is nothing to do, a million times over. */
function tidied(text: string): string {
  if (text.length <= MAX_NAME && !UNTIDY.test(text)) return text;
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_NAME).trim();
}

const ACTIONS: { readonly [Kind in RuleActionKind]: Compile<Kind> } = {
  hide: () => ({ apply: hide }),
  keep: () => ({ apply: (subject) => void (subject.isHidden = false) }),
  keep_only: () => ({ apply: () => undefined, otherwise: hide }),
  enable: () => ({ apply: (subject) => void (subject.isEnabled = true) }),
  disable: () => ({ apply: (subject) => void (subject.isEnabled = false) }),
  rename: compileRename,
  regroup: compileRegroup,
  number: (scheme, { issues, path }) => {
    if (endsEarly(scheme)) issues.add([...path, 'end'], ENDS_EARLY);
    for (const [index, range] of scheme.ranges.entries())
      if (endsEarly(range)) issues.add([...path, 'ranges', index, 'end'], ENDS_EARLY);
    const key = schemeKey(scheme);
    return { apply: (subject) => void (subject.scheme = key) };
  },
  logo: compileLogo,
  guide_shift: ({ minutes }) => ({ apply: (subject) => void (subject.guideShiftMinutes += minutes) }),
};

export const compileAction = (action: RuleAction, place: ActionPlace): CompiledAction =>
  (ACTIONS[action.kind] as Compile<RuleActionKind>)(action, place);

const endsEarly = ({ start, end = Infinity }: Pick<NumberScheme, 'end' | 'start'>): boolean => end < start;

/**
 * Numbers are remembered under it: the same as long as nothing of the scheme itself is changed. Where channels that come
 * later find theirs is no part of it: who has a number keeps it.
 */
export const schemeKey = (scheme: NumberScheme): number =>
  hash53(`number scheme\n${JSON.stringify({ ...scheme, new_numbers: undefined })}`);

function hide(subject: Subject): void {
  subject.isHidden = true;
}

function rename(subject: Subject, name: string): void {
  subject.name = tidied(name) || subject.name;
}

function compileRename({ find, to }: ActionOf<'rename'>, { issues, path, expression }: ActionPlace): CompiledAction {
  const template = compileTemplate(to);
  const at = { issues, path: [...path, 'to'] };
  if (find === undefined) {
    checkTemplate(to, expression, at);
    return {
      apply: (subject) => rename(subject, template(subject, expression?.match(subject.name) ?? noCaptures).text),
    };
  }
  const compiled = compileExpression(find);
  if (!compiled.ok) {
    issues.add([...path, 'find'], compiled.message);
    return { apply: () => undefined };
  }
  checkTemplate(to, compiled.expression, at);
  return {
    apply: (subject) => {
      const name = compiled.expression.replaceAll(subject.name, (captures) => template(subject, captures).text);
      if (name !== subject.name) rename(subject, name);
    },
  };
}

function compileRegroup(action: ActionOf<'regroup'>, { issues, path, expression }: ActionPlace): CompiledAction {
  const { to, table } = action;
  checkTemplate(to ?? '', expression, { issues, path: [...path, 'to'] });
  const renamed = new Map(table.map((row) => [row.from.toLowerCase(), row.to]));
  const template = to === undefined ? undefined : compileTemplate(to);
  return {
    apply: (subject) => {
      const listed = renamed.get(subject.group.trim().toLowerCase());
      if (listed !== undefined) {
        subject.group = listed;
      } else if (template) {
        const { text } = template(subject, expression?.match(subject.name) ?? noCaptures);
        subject.group = tidied(text) || subject.group;
      }
    },
  };
}

/** A logo whose address or name would lack something, or whose file is not there, stays what it is. */
function compileLogo({ url, file }: ActionOf<'logo'>, { issues, path, expression }: ActionPlace): CompiledAction {
  const source = url ?? file ?? '';
  checkTemplate(source, expression, { issues, path: [...path, url === undefined ? 'file' : 'url'] });
  const template = compileTemplate(source, url === undefined ? asFileName : asUrlPart);
  return {
    apply: (subject) => {
      const { text, isWhole } = template(subject, expression?.match(subject.name) ?? noCaptures);
      if (!isWhole || text.length > MAX_URL) return;
      if (url !== undefined) subject.logoUrl = text;
      else if (subject.hasLogoFile(parse(text).name)) subject.logoUrl = LOGO_FILE_SCHEME + text;
    },
  };
}

const asUrlPart = (value: string): string => encodeURIComponent(value.toWellFormed());

/** What is put into a file's name cannot lead out of the folder. */
const asFileName = (value: string): string => value.replaceAll(/[/\\\0:*?"<>|]/g, '-').replace(/^\.+/, '');
