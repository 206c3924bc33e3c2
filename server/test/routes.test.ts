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

/** What a refused person reads; undefined where the answer is no error. */
async function messageOf(contract: Contract, as: PersonKey): Promise<string | undefined> {
  const answer = await kit.call(contract, sampleRequest(contract, overrides), as);
  return (answer.body as Partial<ErrorBody>).message;
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
  it('tell whom they refuse which posts may do it, in words that read well', async () => {
    expect(await messageOf(contracts.quiz.importQuestions, 'officer')).toBe(
      '这件事归法制员、行动办做，你的岗位不能做',
    );
    expect(await messageOf(contracts.dutyLog.openShift, 'office')).toBe(
      '这件事归执法员、协管员做，你的岗位不能做',
    );
    expect(await messageOf(contracts.feedback.answer, 'leader')).toBe(
      '这件事归行动办做，你的岗位不能做',
    );
  });

  it('are guarded but for those that sign somebody in or tell about the app', () => {
    const open = all
      .filter((contract) => !guarded.includes(contract))
      .map((contract) => contract.id);
    expect(open.every((id) => /^(auth|app)\./.test(id))).toBe(true);
  });

  describe('in openapi.json', () => {
    interface Operation {
      operationId: string;
      security?: Record<string, string[]>[];
    }
    interface Description {
      paths: Record<string, Record<string, Operation>>;
      components: { securitySchemes: Record<string, { type: string; scheme: string }> };
      security?: unknown;
    }
    let described: Description;
    let operations: Operation[];

    beforeAll(async () => {
      described = (await kit.raw('GET', '/openapi.json')).body as Description;
      operations = Object.values(described.paths).flatMap((path) => Object.values(path));
    });

    it('are described, every one', () => {
      const ids = operations.map((one) => one.operationId);
      expect(ids.sort()).toEqual(all.map((contract) => contract.id).sort());
    });

    it('say whether a token is needed: an empty list where none is, else the one scheme there is', () => {
      const { bearer } = described.components.securitySchemes;
      expect(bearer).toMatchObject({ type: 'http', scheme: 'bearer' });
      const open = operations.filter(({ security }) => security?.length === 0);
      const locked = operations.filter(({ security }) => security?.length !== 0);
      const ids = (list: readonly { operationId: string }[]) =>
        list.map((one) => one.operationId).sort();
      expect(ids(open)).toEqual(
        all
          .filter((one) => !guarded.includes(one))
          .map(({ id }) => id)
          .sort(),
      );
      expect(open.length).toBeGreaterThan(0);
      for (const { security } of locked) expect(security).toEqual([{ bearer: [] }]);
    });
  });
});
