// What is asked for with a method that its address does not know: 405 and those that it does (RFC 9110, 15.5.6).

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Handler } from 'hono';
import { AppError } from '../../kernel/errors.ts';
import type { ApiEnv } from '../guard.ts';

/** Behind all routes. @param api with its routes; those that are not described are for GET */
export function otherMethods(api: OpenAPIHono<ApiEnv>, undescribed: readonly string[]): Handler<ApiEnv> {
  let known: readonly (readonly [path: RegExp, method: string])[] | undefined; // made once, when it is first needed
  return (c) => {
    known ??= methodsOf(api, undescribed);
    const path = c.req.path.replace(/^\/api/, '');
    const methods = known.flatMap(([pattern, method]) => (pattern.test(path) ? [method] : []));
    if (methods.length === 0) throw new AppError('request.not-found', 'There is nothing at this path.');
    const all = [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].toSorted();
    c.header('allow', all.join(', '));
    throw new AppError('request.no-method', `This address knows ${all.join(', ')} alone.`);
  };
}

const methodsOf = (api: OpenAPIHono<ApiEnv>, undescribed: readonly string[]) => [
  ...api.openAPIRegistry.definitions.flatMap((one) =>
    one.type === 'route' ? [[patternOf(one.route.path), one.route.method.toUpperCase()] as const] : [],
  ),
  ...undescribed.map((path) => [patternOf(path), 'GET'] as const),
];

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}|:\w+/g, '[^/]+')}$`);
