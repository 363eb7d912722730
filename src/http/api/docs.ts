// The API's description as a page to read, rendered from the OpenAPI document itself.

import { html } from 'hono/html';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { schemaText } from './schema-text.ts';

export type ApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
type PathItem = NonNullable<ApiDocument['paths']>[string];
type Operation = NonNullable<PathItem['get']>;
type Content = {
  readonly content?: Readonly<Record<string, { readonly schema?: unknown; readonly example?: unknown }>>;
};
type Markup = ReturnType<typeof html>;

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

export function renderDocs(document: ApiDocument): Markup {
  const operations = operationsOf(document);
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Masthead API</title>
        <link rel="icon" href="../icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="../api-docs.css" />
      </head>
      <body>
        <header>
          <img src="../icon.svg" alt="" /><strong>Masthead API</strong>
          <span class="soft">${document.info.version}</span>
        </header>
        <main>
          <p>${prose(document.info.description)} <a href="openapi.json">openapi.json</a></p>
          ${tags.map((tag) =>
            groupOf(
              tag,
              operations.filter((operation) => operation.tag === tag),
            ),
          )}
          ${shapesOf(document)}
        </main>
      </body>
    </html>`;
}

interface Listed {
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

function operationsOf(document: ApiDocument): Listed[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ tag: operation.tags?.[0] ?? '', method: method.toUpperCase(), path, operation }] : [];
    }),
  );
}

function groupOf(tag: string, operations: readonly Listed[]): Markup {
  return html`<section>
    <div class="head"><h2>${tag}</h2></div>
    ${operations.map(operationOf)}
  </section>`;
}

function operationOf({ method, path, operation }: Listed): Markup {
  const isOpen = operation.security?.length === 0;
  return html`<details>
    <summary>
      <span class="method">${method}</span><code>/api${path}</code>
      <span class="soft">${prose(operation.summary)}</span>
      ${isOpen ? html`<span class="chip">no login</span>` : ''}
    </summary>
    ${operation.description ? html`<p>${prose(operation.description)}</p>` : ''} ${parametersOf(operation)}
    ${contentOf('Body', operation.requestBody as Content | undefined)} ${answersOf(operation)}
  </details>`;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: unknown;
}

function parametersOf(operation: Operation): Markup | string {
  const parameters = (operation.parameters ?? []) as readonly Parameter[];
  if (parameters.length === 0) return '';
  return html`<table>
    ${parameters.map(
      ({ name, in: place, required, description, schema }) =>
        html`<tr>
          <td><code>${name}${required ? '' : '?'}</code></td>
          <td class="soft">${place}</td>
          <td><code>${schemaText(schema)}</code></td>
          <td>${prose(description)}</td>
        </tr>`,
    )}
  </table>`;
}

/** Problems are the same everywhere: they are named, not spelt out. */
function answersOf(operation: Operation): Markup {
  const answers = Object.entries(operation.responses ?? {}) as [string, Content & { description: string }][];
  const good = answers.filter(([status]) => Number(status) < 400);
  const bad = answers.filter(([status]) => Number(status) >= 400).map(([status]) => status);
  return html`${good.map(([status, answer]) => contentOf(`${status}: ${answer.description}`, answer, true))}
    <p class="soft">${bad.length > 0 ? `Problems: ${bad.join(', ')}` : ''}</p>`;
}

function contentOf(title: string, body: Content | undefined, always = false): Markup | string {
  const { schema, example } = Object.values(body?.content ?? {})[0] ?? {};
  if (!schema && !always) return '';
  return html`<p>${prose(title)}</p>
    ${schema ? html`<pre>${schemaText(schema)}</pre>` : ''}
    ${
      example === undefined
        ? ''
        : html`<p class="soft">For example</p>
            <pre>${JSON.stringify(example, null, 2)}</pre>`
    }`;
}

function shapesOf(document: ApiDocument): Markup {
  const shapes = Object.entries(document.components?.schemas ?? {});
  return html`<section>
    <div class="head"><h2>Shapes</h2></div>
    ${shapes.map(
      ([name, schema]) =>
        html`<details id="${name}">
          <summary><code>${name}</code></summary>
          <pre>${schemaText(schema)}</pre>
        </details>`,
    )}
  </section>`;
}

/** Escapes text; what stands between back-ticks becomes code. */
function prose(text = ''): Markup {
  const parts = text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
  return html`${parts}`;
}
