import {
  contracts,
  errors,
  LIVE_PATH,
  toJSONSchema,
  type Contract,
  type z,
} from '@qiangji/shared-types';
import { handledRoutes } from './handles.decorator';
import { checkHot } from './hot-routes';

export function allContracts(): Contract[] {
  return Object.values(contracts).flatMap((feature) => Object.values(feature) as Contract[]);
}

/** Boot fails where a contract has no handler, two routes share a method and path, or a hot one cannot be. */
export function checkRoutes(): void {
  const seen = new Map<string, string>();
  for (const contract of allContracts()) {
    if (!handledRoutes().has(contract.id)) throw new Error(`no controller handles ${contract.id}`);
    const key = `${contract.method} ${contract.path.replace(/:[a-zA-Z]+/g, ':')}`;
    const twin = seen.get(key);
    if (twin) throw new Error(`${contract.id} and ${twin} share ${key}`);
    seen.set(key, contract.id);
  }
  checkHot(allContracts());
}

function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = toJSONSchema(schema, { unrepresentable: 'any', io });
  return rest;
}

function parametersOf(contract: Contract): object[] {
  const part = (where: 'path' | 'query', schema: z.ZodMiniType | undefined) => {
    if (!schema) return [];
    const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
      properties?: Record<string, object>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, one]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      schema: one,
    }));
  };
  return [...part('path', contract.params), ...part('query', contract.query)];
}

function operationOf(contract: Contract): object {
  const status = String(contract.status ?? 200);
  const content = contract.download
    ? { [contract.download]: { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: jsonSchema(contract.response, 'output') } };
  const known = (contract.errors ?? []).map((code) => `${code} (${errors[code].status})`);
  return {
    operationId: contract.id,
    summary: contract.summary,
    'x-policy': contract.policy,
    ...(contract.live ? { 'x-live': LIVE_PATH } : {}),
    security: contract.policy === 'public' ? [] : [{ bearer: [] }],
    parameters: parametersOf(contract),
    ...(contract.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(contract.body, 'input') } },
          },
        }
      : {}),
    ...(contract.upload
      ? {
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  properties: { file: { type: 'string', format: 'binary' } },
                },
              },
            },
          },
        }
      : {}),
    responses: {
      [status]: { description: 'Success', content },
      default: {
        description: ['An error of the shared map', ...known].join('; '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

const ERROR_SCHEMA = {
  type: 'object',
  required: ['code', 'message', 'requestId'],
  properties: {
    code: { type: 'string', enum: Object.keys(errors) },
    message: { type: 'string' },
    requestId: { type: 'string' },
    details: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          path: { type: 'string' },
          reason: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
};

let description: object | undefined;

/** The OpenAPI description; made when it is first asked for, since no start need wait a tenth of a second for it. */
export function openApi(): object {
  return (description ??= described());
}

/** Made from the contracts. */
function described(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const contract of allContracts()) {
    const path = contract.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    (paths[path] ??= {})[contract.method.toLowerCase()] = operationOf(contract);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Qiangji', version: '0.1.0' },
    paths,
    components: {
      schemas: { Error: ERROR_SCHEMA },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}
