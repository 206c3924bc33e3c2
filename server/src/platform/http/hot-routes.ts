import { asItStands } from '../as-it-stands';
import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import type { IMidwayContainer } from '@midwayjs/core';
import type { Contract } from '@qiangji/shared-types';
import { takesJson, type Handler, type Route } from './run';

interface Registration {
  contract: Contract;
  controller: new () => object;
  method: Handler;
}

const registered = new Map<string, Registration>();

/** Told by `@Handles` of every contract that is marked `hot`. */
export function registerHot(registration: Registration): void {
  registered.set(registration.contract.id, registration);
}

/**
 * The hot routes with their controllers. One instance answers all requests, so a hot controller injects
 * singletons only: one that asks for the request's context fails here, at boot.
 */
export async function hotRoutes(container: IMidwayContainer): Promise<Route[]> {
  const routes: Route[] = [];
  // One after the other: asked for at once, a singleton would be made once for each of them.
  for (const { contract, controller, method } of registered.values()) {
    const instance = await container.getAsync(controller);
    routes.push({ contract, handler: method.bind(instance) as Handler });
  }
  return routes;
}

const SEGMENT = "([A-Za-z0-9._~%!$&'()*+,;=:@-]+)";

function patternOf(path: string): RegExp {
  return new RegExp(`^${asItStands(path).replace(/:[a-zA-Z]+/g, SEGMENT)}$`);
}

function segmentsOf({ path }: Contract): string[] {
  return path.split('/');
}

/** Whether some path belongs to both routes. */
function overlap(one: Contract, other: Contract): boolean {
  if (one.method !== other.method) return false;
  const [ours, theirs] = [segmentsOf(one), segmentsOf(other)];
  const meets = (segment: string, index: number) => {
    const twin = theirs[index] ?? '';
    return segment === twin || segment.startsWith(':') || twin.startsWith(':');
  };
  return ours.length === theirs.length && ours.every(meets);
}

/** Boot fails where a hot route is none that the fast lane can answer just as koa would. */
export function checkHot(all: readonly Contract[]): void {
  for (const hot of all.filter((contract) => contract.hot)) {
    if (hot.upload || hot.download) throw new Error(`${hot.id} is hot but does not speak JSON`);
    const twin = all.find((other) => other.id !== hot.id && overlap(hot, other));
    if (twin) throw new Error(`${hot.id} is hot and shares paths with ${twin.id}`);
  }
}

export interface Match {
  route: Route;
  /** Whether its body is read as JSON. */
  readsBody: boolean;
  params: Record<string, string>;
  query: Record<string, unknown>;
}

function decoded(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    // As the other lane's router has it: the schema then says what is wrong.
    return value;
  }
}

const NO_QUERY: Readonly<Record<string, unknown>> = Object.freeze({});

/**
 * Finds the route of a request; undefined for all that is not exactly a hot one (another method, another
 * spelling of the path), which is koa's.
 */
export function matcherOf(routes: readonly Route[]) {
  const table = routes.map((route) => {
    const { method, path } = route.contract;
    const [start] = path.split(':');
    const names = [...path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1]!);
    const readsBody = takesJson(route.contract);
    return { route, readsBody, method, start: start!, pattern: patternOf(path), names };
  });
  return ({ method, url = '' }: IncomingMessage): Match | undefined => {
    const mark = url.indexOf('?');
    const path = mark === -1 ? url : url.slice(0, mark);
    if (mark !== -1 && url.includes('#')) return undefined;
    for (const { route, readsBody, method: own, start, pattern, names } of table) {
      if (own !== method || !path.startsWith(start)) continue;
      const found = pattern.exec(path);
      if (!found) continue;
      const params: Record<string, string> = {};
      for (let at = 0; at < names.length; at += 1) params[names[at]!] = decoded(found[at + 1]!);
      return {
        route,
        readsBody,
        params,
        query: mark === -1 ? NO_QUERY : { ...parse(url.slice(mark + 1)) },
      };
    }
    return undefined;
  };
}
