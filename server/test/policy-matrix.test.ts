import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KIND_NAMES, ROLE_NAMES, roles, type PolicyName } from '@qiangji/shared-types';
import { isWithin, type Actor } from '../src/platform/actor';
import type { Scope } from '../src/platform/policy';
import { policies } from '../src/policies';
import { fixturePeople, personKeys, UNITS, type PersonKey } from './org-fixture';

const people = fixturePeople();

function actorOf(key: PersonKey): Actor {
  const { _id, kind, unitPath, grants } = people[key];
  return { personId: _id, sessionId: '', kind, unitPath, grants, consentVersion: null };
}

/** A record's place as seen from the squadron: whose it is and in which unit. */
const RELATIONS = {
  squadron: { personId: 'somebody', unitPath: UNITS.squadron },
  sibling: { personId: 'somebody', unitPath: UNITS.sibling },
  brigade: { personId: 'somebody', unitPath: UNITS.brigade },
  office: { personId: 'somebody', unitPath: UNITS.office },
  otherBureau: { personId: 'somebody', unitPath: UNITS.otherSquadron },
} as const;

function reaches(scope: Scope, record: { personId: string; unitPath: string }): boolean {
  return (
    scope.personId === record.personId ||
    (scope.unitPaths ?? []).some((path) => isWithin(record.unitPath, path))
  );
}

/** What one person may do under one policy: `-` may not call, otherwise the records within reach. */
function cell(name: PolicyName, key: PersonKey): string {
  const actor = actorOf(key);
  const policy = policies[name];
  if (!policy.allows(actor)) return '-';
  const scope = policy.scope(actor);
  const own = reaches(scope, { personId: actor.personId, unitPath: '/nowhere' }) ? ['own'] : [];
  const others = Object.entries(RELATIONS)
    .filter(([, record]) => reaches(scope, record))
    .map(([relation]) => relation);
  return [...own, ...others].join(' ') || 'nothing';
}

const shown = personKeys.filter(
  (key) => !['officer2', 'officer3', 'inspector2', 'noConsent'].includes(key),
);

function table(): string {
  const head = `| policy | ${shown.join(' | ')} |`;
  const line = `| --- | ${shown.map(() => '---').join(' | ')} |`;
  const rows = (Object.keys(policies) as PolicyName[])
    .sort()
    .map((name) => `| ${name} | ${shown.map((key) => cell(name, key)).join(' | ')} |`);
  return [head, line, ...rows].join('\n');
}

const FILE = join(__dirname, '..', '..', 'docs', 'policies.md');

describe('who may reach what', () => {
  it('is what docs/policies.md says: policies x roles x relations', () => {
    const written = readFileSync(FILE, 'utf8');
    const made = `${written.slice(0, written.indexOf('| policy |'))}${table()}\n`;
    // UPDATE_POLICIES=1 writes the table anew; the change is then read in review, line by line.
    if (process.env.UPDATE_POLICIES === '1') writeFileSync(FILE, made);
    expect(readFileSync(FILE, 'utf8')).toBe(made);
  });

  it.each(Object.keys(policies) as PolicyName[])(
    '%s: whoever is refused is told the posts that may, and those are the ones that may',
    (name) => {
      const { allows } = policies[name];
      const refused = personKeys.filter((key) => !allows(actorOf(key)));
      // `public` is asked of nobody: it has no posts to name.
      if (refused.length === 0 || name === 'public') return expect(allows.posts).toBeUndefined();
      const posts = allows.posts?.split('、') ?? [];
      const holds = (key: PersonKey) => {
        const { kind, grants } = people[key];
        const own = [KIND_NAMES[kind], ...grants.map(({ role }) => ROLE_NAMES[role])];
        return own.some((post) => posts.includes(post));
      };
      expect(personKeys.filter((key) => !holds(key))).toEqual(refused);
    },
  );

  it('never crosses from one bureau to another', () => {
    for (const name of Object.keys(policies) as PolicyName[]) {
      for (const key of shown) {
        const bureau = people[key].unitPath.startsWith('/xb') ? '/xb' : '/wj';
        const scope = policies[name].scope(actorOf(key));
        for (const path of scope.unitPaths ?? []) expect(isWithin(path, bureau)).toBe(true);
      }
    }
  });
});

it.each(roles)('lets whoever is entrusted as %s do what nobody else of their kind may', (role) => {
  const clerk = actorOf('clerk');
  const entrusted = { ...clerk, grants: [{ role, unitPath: UNITS.bureau }] };
  const may = (actor: Actor) =>
    Object.values(policies).map(({ allows, scope }) => allows(actor) && scope(actor));
  expect(may(entrusted)).not.toEqual(may(clerk));
});
