import { addDays, dayStart, type Checklist } from '@qiangji/shared-types';
import type { PersonDocument } from '../../features/org';
import type { NewNotice } from '../../features/notice';
import { isWorkingDay } from '../../platform/workdays';
import { SQUADRONS, squadronPath } from '../org';
import { SeededRandom } from '../random';
import type { Content, Ground } from './ground';

export const HISTORY_DAYS = 60;

/** How a person is made: nobody else sees it, but everything they do follows from it. */
export interface Trait {
  /** Likelihood of a right answer to a question of middling difficulty at the beginning. */
  skill: number;
  /** What two months of practice add to it. */
  growth: number;
  /** How often what is asked for gets done. */
  diligence: number;
  /** Likelihood that one item of a check is a fault. */
  slips: number;
  weakTopics: string[];
}

export interface Squad {
  code: string;
  path: string;
  leader: PersonDocument;
  officers: PersonDocument[];
  auxiliaries: PersonDocument[];
  members: PersonDocument[];
}

export interface Photo {
  mediaId: string;
  sha256: string;
  name: string;
  uploaderId: string;
  unitPath: string;
  receivedAt: Date;
}

export interface DatedNotice extends NewNotice {
  atMs: number;
}

export interface World extends Ground {
  days: string[];
  squads: Squad[];
  byId: Map<string, PersonDocument>;
  traits: Map<string, Trait>;
  inspectors: PersonDocument[];
  demo: Record<'officer' | 'auxiliary' | 'inspector' | 'leader' | 'office', PersonDocument>;
  /** Came a few days ago: there is hardly anything about them yet. */
  newcomer: PersonDocument;
  isAway(personId: string, day: string): boolean;
  photos: Map<string, Photo>;
  /** Who gets to see which photo, by its id. */
  viewers: Map<string, Set<string>>;
  notices: DatedNotice[];
}

/** A clock time (minutes after midnight in Shanghai) of a day, in ms. */
export function at(day: string, minutes: number): number {
  return dayStart(day) + Math.round(minutes * 60_000);
}

export function listOf(content: Content, code: string): Checklist {
  const list = content.checklists.get(code);
  if (!list) throw new Error(`the content has no checklist ${code}`);
  return list;
}

/** The last working day before `today`, or of it. */
export function workingDayBack(today: string, n: number): string {
  let day = today;
  for (let left = n; left > 0;) {
    day = addDays(day, -1);
    if (isWorkingDay(day)) left--;
  }
  return day;
}

function named(people: readonly PersonDocument[], staffNumber: string): PersonDocument {
  const found = people.find((one) => one.staffNumber === staffNumber);
  if (!found) throw new Error(`the demo has nobody with number ${staffNumber}`);
  return found;
}

const HARD_TOPICS = ['deadlines', 'hearing', 'execution', 'remedy'];

function traitsOf({ random, people, content }: Ground): Map<string, Trait> {
  const topics = [...new Set(content.questions.map((one) => one.content.topic))].sort();
  // Squadrons differ a little, people much.
  const ofUnit = new Map<string, number>();
  return new Map(
    people.map((person) => {
      const unit = ofUnit.get(person.unitPath) ?? random.next() * 0.16 - 0.08;
      ofUnit.set(person.unitPath, unit);
      const trait = {
        skill: Math.min(0.84, 0.4 + unit + random.next() * 0.3),
        growth: 0.04 + random.next() * 0.14,
        diligence: Math.min(0.92, 0.3 + unit + random.next() * 0.6),
        slips: Math.max(0.006, 0.028 - unit / 6 + (random.next() - 0.5) * 0.036),
        weakTopics: [
          ...random.sample(topics, random.between(1, 4)),
          ...random.sample(HARD_TOPICS, 1),
        ],
      };
      return [person._id, trait];
    }),
  );
}

function newcomerOf([first]: Squad[]): PersonDocument {
  return first!.officers[first!.officers.length - 2]!;
}

/** Days off: a few short leaves each; one long one and one newcomer in the first squadron. */
function leavesOf({ random, people }: Ground, days: string[], squads: Squad[]) {
  const away = new Map<string, Set<string>>();
  const add = (personId: string, from: number, to: number) => {
    const known = away.get(personId) ?? new Set();
    for (const day of days.slice(Math.max(0, from), to)) known.add(day);
    away.set(personId, known);
  };
  for (const person of people) {
    if (person.staffNumber.startsWith('D')) continue;
    for (let n = random.below(3); n > 0; n--) {
      const from = random.below(days.length - 6);
      add(person._id, from, from + random.between(1, 5));
    }
  }
  const first = squads[0]!;
  const onLeave = first.officers[first.officers.length - 1]!;
  const newcomer = newcomerOf(squads);
  add(onLeave._id, days.length - 13, days.length);
  add(newcomer._id, 0, days.length - 6);
  return away;
}

function squadsOf(people: readonly PersonDocument[]): Squad[] {
  return SQUADRONS.map(({ code }) => {
    const path = squadronPath(code);
    const members = people.filter((one) => one.unitPath === path);
    const leader = members.find((one) => one.grants.some((own) => own.role === 'squadron_leader'));
    if (!leader) throw new Error(`squadron ${code} has no leader`);
    const rostered = members.filter((one) => one !== leader);
    return {
      code,
      path,
      leader,
      members,
      officers: rostered.filter((one) => one.kind === 'officer'),
      auxiliaries: rostered.filter((one) => one.kind === 'auxiliary'),
    };
  });
}

/** Any number does; of its own, so that the history stays the same whatever photos there are. */
const OWN_PHOTOS_SEED = 721;

const ownKey = (unitPath: string, name: string) => `${unitPath} ${name}`;

/**
 * Photos by name. The first squadron, whose people the demo accounts are, has taken its own of each: an original
 * is only for those who lead the unit of whoever took it.
 */
function photosOf({ random, content, today }: Ground, squads: Squad[]): Map<string, Photo> {
  const first = squads[0]!;
  const own = new SeededRandom(OWN_PHOTOS_SEED);
  const taken = (index: number, by: Squad, idsFrom: SeededRandom): Photo => {
    const { name, sha256 } = content.photos[index]!;
    const { unitPath, _id: uploaderId } = by.officers[index % 5]!;
    const atMs = at(addDays(today, -HISTORY_DAYS), 480 + index);
    const mediaId = idsFrom.id(atMs);
    return { mediaId, sha256, name, uploaderId, unitPath, receivedAt: new Date(atMs) };
  };
  return new Map(
    content.photos.flatMap(({ name }, index) => [
      [name, taken(index, squads[index % squads.length]!, random)] as const,
      [ownKey(first.path, name), taken(index, first, own)] as const,
    ]),
  );
}

export function makeWorld(ground: Ground): World {
  const { people, today } = ground;
  const days = Array.from({ length: HISTORY_DAYS }, (_, i) => addDays(today, i + 1 - HISTORY_DAYS));
  const squads = squadsOf(people);
  const away = leavesOf(ground, days, squads);
  return {
    ...ground,
    days,
    squads,
    byId: new Map(people.map((one) => [one._id, one])),
    traits: traitsOf(ground),
    inspectors: people.filter((one) => one.grants.some((own) => own.role === 'inspector')),
    demo: {
      officer: named(people, 'D0001'),
      auxiliary: named(people, 'D0002'),
      inspector: named(people, 'D0003'),
      leader: named(people, 'D0004'),
      office: named(people, 'D0005'),
    },
    newcomer: newcomerOf(squads),
    isAway: (personId, day) => away.get(personId)?.has(day) ?? false,
    photos: photosOf(ground, squads),
    viewers: new Map(),
    notices: [],
  };
}

/** A photo as a record of a unit names it; those whom the record concerns get to see it. */
export function showPhoto(
  world: World,
  name: string,
  viewers: readonly string[],
  unitPath = '',
): Photo {
  const photo = world.photos.get(ownKey(unitPath, name)) ?? world.photos.get(name);
  if (!photo) throw new Error(`the content has no photo ${name}`);
  const known = world.viewers.get(photo.mediaId) ?? new Set();
  for (const one of viewers) known.add(one);
  world.viewers.set(photo.mediaId, known);
  return photo;
}
