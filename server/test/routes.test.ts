import { contracts, type Contract, type ErrorBody } from '@qiangji/shared-types';
import type { PolicyName } from '@qiangji/shared-types';
import type { Actor } from '../src/platform/actor';
import { policies } from '../src/policies';
import { Kit } from './kit';
import { personKeys, type PersonKey } from './org-fixture';
import { sampleRequest, type Overrides } from './sample';

const all = Object.values(contracts).flatMap((feature) => Object.values(feature) as Contract[]);
const guarded = all.filter((contract) => contract.policy !== 'public');

/** Requests whose fields depend on each other, which a sampler cannot guess. */
const overrides: Overrides = {};

let kit: Kit;

beforeAll(async () => {
  // Every person below asks every route: far more than a phone would within a minute.
  process.env.RATE_BURST = '100000';
  kit = await Kit.start({ DEMO: '1' });
});

afterAll(async () => {
  await kit.stop();
});

function actorOf(key: PersonKey): Actor {
  const person = kit.people[key];
  return {
    personId: person._id,
    sessionId: '',
    kind: person.kind,
    unitPath: person.unitPath,
    grants: person.grants,
    consentVersion: person.consent?.version ?? null,
  };
}

async function codeOf(contract: Contract, as: PersonKey | null, token?: string) {
  const headers: Record<string, string> = token ? { authorization: token } : {};
  const answer = await kit.call(contract, sampleRequest(contract, overrides), as, headers);
  return { status: answer.status, code: (answer.body as Partial<ErrorBody>).code };
}

describe.each(all.map((contract) => [contract.id, contract] as const))('%s', (_id, contract) => {
  const parts = (['params', 'query', 'body'] as const).filter((part) => contract[part]);

  if (parts.length > 0) {
    it('answers 400 and names the field where something unknown or hostile is sent', async () => {
      const sample = sampleRequest(contract, overrides);
      const hostile =
        contract.body !== undefined
          ? { ...sample, body: { ...(sample.body as object), $gt: '' } }
          : contract.query !== undefined
            ? { ...sample, query: { ...sample.query, $gt: '' } }
            : {
                params: Object.fromEntries(
                  Object.keys(sample.params ?? {}).map((key) => [key, '$ne']),
                ),
              };
      const answer = await kit.call(
        contract,
        hostile,
        contract.policy === 'public' ? null : 'office',
      );
      const body = answer.body as ErrorBody;
      expect({ status: answer.status, code: body.code }).toEqual({
        status: 400,
        code: 'VALIDATION_FAILED',
      });
      expect(body.details?.[0]?.path).toMatch(/^(params|query|body)/);
    });
  }

  if (contract.policy === 'public') return;

  it('answers 401 without a token, and with one of somebody else’s making', async () => {
    const refusal = { status: 401, code: 'UNAUTHENTICATED' };
    expect(await codeOf(contract, null)).toEqual(refusal);
    expect(await codeOf(contract, null, 'Bearer not.a.token')).toEqual(refusal);
  });

  if (!contract.beforeConsent) {
    it('answers 403 before the person agreed to the privacy notice', async () => {
      expect(await codeOf(contract, 'noConsent')).toEqual({
        status: 403,
        code: 'CONSENT_REQUIRED',
      });
    });
  }

  it('answers 403 to those whom its policy does not allow, and to nobody else', async () => {
    const policy = policies[contract.policy as PolicyName];
    const people = personKeys.filter((key) => key !== 'noConsent');
    // A write that is allowed would change the little world of the other people: only refusals are asked.
    const asked =
      contract.method === 'GET' ? people : people.filter((key) => !policy.allows(actorOf(key)));
    const wrong: string[] = [];
    for (const key of asked) {
      const refused = (await codeOf(contract, key)).code === 'FORBIDDEN';
      if (refused === policy.allows(actorOf(key))) wrong.push(key);
    }
    expect(wrong).toEqual([]);
  });
});

describe('the routes', () => {
  it('are guarded but for those that sign somebody in or tell about the app', () => {
    const open = all
      .filter((contract) => !guarded.includes(contract))
      .map((contract) => contract.id);
    expect(open.every((id) => /^(auth|app)\./.test(id))).toBe(true);
  });

  it('are described by openapi.json, every one', async () => {
    const { body } = await kit.raw('GET', '/openapi.json');
    const paths = (body as { paths: Record<string, Record<string, { operationId: string }>> })
      .paths;
    const ids = Object.values(paths).flatMap((path) =>
      Object.values(path).map((one) => one.operationId),
    );
    expect(ids.sort()).toEqual(all.map((contract) => contract.id).sort());
  });
});
