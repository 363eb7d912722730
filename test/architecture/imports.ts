// Which modules a source file names: imports, re-exports, types, dynamic imports and the URLs of workers.

import { posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** Path from the project's root to source text; `/` between folders. */
export type Tree = ReadonlyMap<string, string>;

export interface Import {
  /** A path of the tree, or a package's or Node module's name. */
  readonly target: string;
  readonly line: number;
}

export interface FileImports {
  readonly imports: readonly Import[];
  /** Lines with an `import()` whose target only shows at run time. */
  readonly computed: readonly number[];
  /** Lines with a worker's URL that leads to no file. */
  readonly dangling: readonly number[];
  /** Lines with `export * from`. */
  readonly starExports: readonly number[];
}

type Literal = {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { value: { cooked: string | null } }[];
};

const STAR: ReadonlySet<string> = new Set(['All', 'AllButDefault']);

/** @throws Error when the file cannot be parsed */
export function readImports(path: string, tree: Tree): FileImports {
  const source = tree.get(path) ?? '';
  const { module, program, errors } = parseSync(path, source);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const lineOf = (offset: number): number => source.slice(0, offset).split('\n').length;
  const imports: Import[] = [];
  const computed: number[] = [];
  const dangling: number[] = [];
  const add = (specifier: string, offset: number): void => {
    imports.push({ target: resolve(path, specifier, tree), line: lineOf(offset) });
  };
  for (const entry of module.staticImports) add(entry.moduleRequest.value, entry.start);
  for (const { moduleRequest, start } of module.staticExports.flatMap((statement) => statement.entries)) {
    if (moduleRequest) add(moduleRequest.value, start);
  }
  new Visitor({
    TSImportType: (node) => add(node.source.value, node.start),
    ImportExpression(node) {
      const specifier = textOf(node.source);
      if (specifier === undefined) computed.push(lineOf(node.start));
      else add(specifier, node.start);
    },
    CallExpression(node) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'taskUrl') return;
      const specifier = textOf(node.arguments[1]);
      const target = specifier === undefined ? '' : resolve(path, specifier, tree);
      if (tree.has(target)) imports.push({ target, line: lineOf(node.start) });
      else dangling.push(lineOf(node.start));
    },
    NewExpression(node) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || node.arguments.length < 2) return;
      const target = resolve(path, textOf(node.arguments[0]) ?? '', tree);
      if (tree.has(target)) imports.push({ target, line: lineOf(node.start) });
    },
  }).visit(program);
  const starExports = module.staticExports
    .filter((statement) => statement.entries.some((entry) => STAR.has(entry.importName.kind)))
    .map((statement) => lineOf(statement.start));
  return { imports, computed, dangling, starExports };
}

function textOf(node: Literal | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.quasis?.length === 1) return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

function resolve(from: string, specifier: string, tree: Tree): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = posix.join(posix.dirname(from), specifier);
  return !tree.has(path) && tree.has(`${path}.ts`) ? `${path}.ts` : path;
}
