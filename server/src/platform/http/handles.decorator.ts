import { RequestMapping } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import type { Contract, HandlerInput, ResponseOf, RouteSpec } from '@qiangji/shared-types';
import type { Call, PublicCall } from './call';
import { compiled } from './compiled';
import { registerHot } from './hot-routes';
import { sendAnswer } from './koa-lane';
import { jsonOf } from './body';
import { runRoute, takesJson, type FileAnswer, type Handler } from './run';

const handled = new Set<string>();

/** Ids of the routes that some controller answers; boot fails where a contract has none. */
export function handledRoutes(): ReadonlySet<string> {
  return handled;
}

type CallOf<C> = C extends { policy: 'public' } ? PublicCall : Call;
type ResultOf<C extends RouteSpec> = C extends { download: string } ? FileAnswer : ResponseOf<C>;

/**
 * Makes a controller method the handler of a contract: path, validation, authentication, policy and
 * presentation come from the contract, the method only calls.
 */
export function Handles<C extends Contract>(contract: C) {
  return <M extends (input: HandlerInput<C>, call: CallOf<C>) => Promise<ResultOf<C>>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<M>,
  ) => {
    const method = descriptor.value as unknown as Handler;
    handled.add(contract.id);
    const checked: Contract = contract.hot ? compiled(contract) : contract;
    if (contract.hot) {
      const controller = target.constructor as new () => object;
      registerHot({ contract: checked, controller, method });
    }
    const wrapped = async function (this: unknown, ctx: Context): Promise<void> {
      ctx.state.route = contract.id;
      // A hot answer is small, and the same on both lanes.
      if (contract.hot) ctx.compress = false;
      const raw = {
        requestId: ctx.state.requestId as string,
        params: ctx.params as Record<string, string>,
        query: ctx.query as Record<string, unknown>,
        body: takesJson(checked) ? await jsonOf(ctx.req) : undefined,
        request: ctx.req,
      };
      const route = { contract: checked, handler: method.bind(this) as Handler };
      sendAnswer(ctx, await runRoute(route, raw));
    };
    descriptor.value = wrapped as unknown as M;
    RequestMapping({ path: contract.path, requestMethod: contract.method.toLowerCase() })(
      target,
      key,
      descriptor,
    );
  };
}
