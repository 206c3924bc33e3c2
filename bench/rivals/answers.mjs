import { answerContract } from '../lib/answer.mjs';
import { answerEvent } from '../lib/journal-of-answers.mjs';
import { built, driver, shared } from '../lib/product.mjs';

/**
 * What every rival shares: the product's own token check and its schemas, compiled as the product's hot
 * routes have them, and one client of the same database with the same write concern. What is compared is
 * the way to the database and back.
 */
const { AppError } = built('platform/errors');
const { compiled } = built('platform/http/compiled');
const { AccessTokens } = built('features/auth/access-token');
const tokens = new AccessTokens(process.env.BENCH_SECRET);

/** The one route that a rival answers: BENCH_CONTRACT names one of the product's, such as `exam.answer`. */
function contractNamed(name) {
  const [feature, route] = (name ?? '').split('.');
  return name ? shared.contracts[feature][route] : answerContract.hot;
}

const contract = compiled(contractNamed(process.env.BENCH_CONTRACT));

/** Fastify and Nest write paths as the contracts do. */
export const { path } = contract;

export async function connect() {
  const client = await driver.MongoClient.connect(process.env.MONGODB_URI, {
    maxPoolSize: 64,
    writeConcern: { w: 'majority', j: true },
    ignoreUndefined: true,
  });
  return client.db(process.env.MONGODB_DB);
}

function parsed(schema, value) {
  const result = schema.safeParse(value);
  if (!result.success) throw new AppError('VALIDATION_FAILED');
  return result.data;
}

/** Validates and authenticates; throws an `AppError` with the status to answer. */
export function accept({ params, body, authorization = '' }) {
  const place = contract.params ? parsed(contract.params, params) : {};
  const answer = parsed(contract.body, body);
  const personId = tokens.sessionOf(authorization.slice('Bearer '.length));
  return answerEvent(place, answer, personId);
}

export function present({ place, receivedAt }) {
  return { seq: place, receivedAt: receivedAt.toISOString() };
}

/** What a failure answers. */
export function failure(error) {
  const status = error instanceof AppError ? error.status : 500;
  const code = error instanceof AppError ? error.code : 'INTERNAL';
  return { status, body: { code, message: shared.errors[code].message } };
}
