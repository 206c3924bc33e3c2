import { clockOf, contracts, dayOf } from '@qiangji/shared-types';
import type {
  EntryDocument,
  OpenShiftDocument,
  ShiftDocument,
  ShiftEvent,
} from '../../features/duty-log';
import type { PersonDocument } from '../../features/org';
import { entriesOf, type Wish } from './duty-entries';
import type { PlannedShift } from './roster';
import { SECTIONS } from './words';
import { workingDayBack, type World } from './world';
import { opOf, writtenAt } from './written';

export interface Duty {
  shifts: ShiftDocument[];
  entries: EntryDocument[];
  open: OpenShiftDocument[];
  planned: Map<string, PlannedShift>;
}

function openShift(world: World, planned: PlannedShift): ShiftDocument {
  const { random, nowMs, content } = world;
  const [owner] = planned.members;
  const { squad, opensMs, template } = planned;
  const shiftId = random.id(opensMs);
  const sections = random.sample(SECTIONS[squad.code]!, random.between(1, 3));
  const number = () => String(random.between(1001, 1048));
  const recorders = [...new Set([number(), number(), number()])].slice(0, random.between(2, 3));
  if (recorders.length < 2) recorders.push('1050');
  const vehicle = random.chance(0.8)
    ? `执法 ${String(random.between(1, 24)).padStart(2, '0')} 号车`
    : null;
  const memberIds = planned.members.map((one) => one._id);
  const catalogueVersion = content.duty.version;
  const body = {
    shiftId,
    templateCode: template.code,
    catalogueVersion,
    sections,
    ...(vehicle === null ? {} : { vehicle }),
    recorders,
    partnerIds: memberIds.slice(1),
  };
  return {
    _id: shiftId,
    ...opOf(contracts.dutyLog.openShift, owner!._id, random.id(opensMs), opensMs, { body }),
    unitPath: squad.path,
    memberIds,
    day: planned.day,
    templateCode: template.code,
    catalogueVersion,
    plannedEndAt: new Date(planned.plannedEndMs),
    sections,
    vehicle,
    recorders,
    ...writtenAt(random, opensMs, nowMs),
    state: 'on_duty',
    endedAt: null,
    log: 'draft',
    handover: null,
    reading: null,
    events: [],
    version: 1,
    schemaVersion: 1,
  };
}

interface StepOf {
  type: string;
  who: string;
  atMs: number;
  route: { id: string };
  note?: string;
  body?: object;
}

function step(world: World, shift: ShiftDocument, { type, who, atMs, route, note, body }: StepOf) {
  const asked = { params: { shiftId: shift._id }, body: { ...body, ...(note ? { note } : {}) } };
  const op = opOf(route, who, world.random.id(atMs), atMs, asked);
  const event: ShiftEvent = { type, at: new Date(atMs), note: note ?? null, ...op };
  shift.events.push(event);
  shift.version++;
}

/** Who comes next in the squadron; the shift ends without a hand-over where nobody does. */
function nextOf(planned: PlannedShift, all: readonly PlannedShift[]): PersonDocument | null {
  const next = all.find(
    (one) =>
      one.squad === planned.squad &&
      one.opensMs > planned.opensMs &&
      Math.abs(one.opensMs - planned.endsMs) < 40 * 60_000 &&
      !planned.members.includes(one.members[0]!),
  );
  return next?.members[0] ?? null;
}

function handOver(
  world: World,
  planned: PlannedShift,
  shift: ShiftDocument,
  left: EntryDocument[],
  receiver: PersonDocument | null,
): void {
  const { random, nowMs, demo } = world;
  const [owner] = planned.members;
  const atMs = planned.endsMs;
  if (!receiver) {
    step(world, shift, {
      type: 'closed',
      who: owner!._id,
      atMs,
      route: contracts.dutyLog.closeShift,
    });
    Object.assign(shift, { state: 'closed', endedAt: new Date(atMs), log: 'submitted' });
    return;
  }
  const matters = left.map((entry) => ({
    text: `${entry.section ?? ''}：${entry.text ?? '还要再看一次'}`.slice(0, 200),
    entryId: entry._id,
  }));
  const route = contracts.dutyLog.requestHandover;
  const body = { receiverId: receiver._id, matters };
  step(world, shift, { type: 'handover_requested', who: owner!._id, atMs, route, body });
  shift.handover = {
    requestedAt: new Date(atMs),
    requestedBy: owner!._id,
    receiverId: receiver._id,
    matters,
    note: null,
    confirmedAt: null,
    confirmedBy: null,
  };
  Object.assign(shift, { state: 'handover_requested', endedAt: new Date(atMs), log: 'submitted' });
  world.notices.push({
    personId: receiver._id,
    unitPath: receiver.unitPath,
    kind: 'handover',
    title: `${owner!.name}交班给你`,
    text: matters.length > 0 ? `有 ${matters.length} 件事要接着办` : '没有遗留的事',
    link: { feature: 'duty-log', id: shift._id },
    key: `duty-log:${shift._id}:handover`,
    atMs,
  });
  const wait = random.chance(0.04) ? random.between(70, 110) : random.between(1, 25);
  const confirmedMs = atMs + wait * 60_000;
  if (receiver === demo.officer || confirmedMs > nowMs) return;
  const confirm = contracts.dutyLog.confirmHandover;
  step(world, shift, { type: 'handed_over', who: receiver._id, atMs: confirmedMs, route: confirm });
  Object.assign(shift.handover, { confirmedAt: new Date(confirmedMs), confirmedBy: receiver._id });
  shift.state = 'handed_over';
}

/** Leaders read about half of the logs next morning, send a few back, and read those again. */
function readLog(world: World, planned: PlannedShift, shift: ShiftDocument, back: boolean): void {
  const { random, nowMs } = world;
  if (!shift.endedAt) return;
  const by = planned.squad.leader._id;
  const atMs = shift.endedAt.getTime() + random.between(2, 15) * 3_600_000;
  const returns = back || random.chance(0.025);
  // What a leader has to read today waits for them.
  const waits = shift.day >= workingDayBack(world.today, 1) && !back;
  if (atMs > nowMs || waits || (!returns && random.chance(0.5))) return;
  const { approveLog, resubmitLog, returnLog } = contracts.dutyLog;
  if (!returns) {
    step(world, shift, { type: 'approved', who: by, atMs, route: approveLog });
    shift.log = 'approved';
    shift.reading = { kind: 'approved', by, at: new Date(atMs), reason: null };
    return;
  }
  const reason = random.pick([
    '下午那条没写怎么处理的',
    '少了照片，补一下',
    '时间和路段对不上，核一下',
  ]);
  step(world, shift, { type: 'returned', who: by, atMs, route: returnLog, note: reason });
  shift.log = 'returned';
  shift.reading = { kind: 'returned', by, at: new Date(atMs), reason };
  const [owner] = planned.members;
  world.notices.push({
    personId: owner!._id,
    unitPath: owner!.unitPath,
    kind: 'returned',
    title: `${shift.day} 的执勤日志退回来了`,
    text: reason,
    link: { feature: 'duty-log', id: shift._id },
    key: `duty-log:${shift._id}:returned:${shift.events[shift.events.length - 1]!.opId}`,
    atMs,
  });
  const againMs = atMs + random.between(1, 20) * 3_600_000;
  if (back || againMs > nowMs) return;
  const note = '补好了';
  step(world, shift, {
    type: 'resubmitted',
    who: owner!._id,
    atMs: againMs,
    route: resubmitLog,
    note,
  });
  shift.log = 'submitted';
  const readMs = againMs + random.between(1, 9) * 3_600_000;
  if (readMs > nowMs) return;
  step(world, shift, { type: 'approved', who: by, atMs: readMs, route: approveLog });
  shift.log = 'approved';
  shift.reading = { kind: 'approved', by, at: new Date(readMs), reason: null };
}

/** What the demo wants to have happened: unusual logs and reasons for a talk, in the last days. */
function wishesFor(world: World, planned: PlannedShift, counts: Map<string, number>): Wish[] {
  const { demo, squads, today } = world;
  if (planned.squad !== squads[0] || planned.day < workingDayBack(today, 3)) return [];
  const wishes: Wish[] = [];
  const first = (key: string, n: number) => {
    const seen = counts.get(key) ?? 0;
    counts.set(key, seen + 1);
    return seen < n;
  };
  const short = planned.squad.officers[3]!;
  if (planned.members.includes(short) && first('short', 3)) {
    wishes.push({ kind: 'one_recorder', author: short });
  }
  if (planned.day === workingDayBack(today, 2) && first('clock', 1)) {
    wishes.push({ kind: 'clock_doubt' });
  }
  if (planned.day < workingDayBack(today, 1)) return wishes;
  if (planned.members.includes(demo.auxiliary) && first('draft', 1)) {
    const author = demo.auxiliary;
    wishes.push({ kind: 'draft', author }, { kind: 'draft', author });
  } else if (first('incident', 1)) {
    wishes.push({ kind: 'incident', author: planned.members[0] });
  }
  return wishes;
}

function tellNews(world: World, planned: PlannedShift, entry: EntryDocument): void {
  const atMs = entry.receivedAt.getTime();
  const clock = clockOf(entry.at.getTime());
  const link = { feature: 'duty-log', id: entry.shiftId };
  const { leader } = planned.squad;
  if (entry.incident && leader._id !== entry.actorId) {
    const author = world.byId.get(entry.actorId);
    world.notices.push({
      personId: leader._id,
      unitPath: leader.unitPath,
      kind: 'incident',
      title: `突发事件：${entry.section ?? ''}`,
      text: `${clock} ${author?.name ?? ''}${entry.text ? `：${entry.text}` : ''}`,
      link,
      key: `duty-log:${entry._id}:incident`,
      atMs,
    });
  }
  const drafted =
    entry.state === 'draft_for_officer' || entry.events.some((one) => one.type === 'taken_over');
  if (!drafted) return;
  for (const partner of planned.members.filter((one) => one.kind === 'officer')) {
    world.notices.push({
      personId: partner._id,
      unitPath: partner.unitPath,
      kind: 'draft',
      title: '有一条草稿要执法员接手',
      text: `${clock} 协管员记的，事实和照片都在`,
      link,
      key: `duty-log:${entry._id}:draft`,
      atMs,
    });
  }
}

export function makeDuty(world: World, roster: readonly PlannedShift[]): Duty {
  const { demo, nowMs, squads, today } = world;
  const duty: Duty = { shifts: [], entries: [], open: [], planned: new Map() };
  const counts = new Map<string, number>();
  const lastOpen = new Map<string, OpenShiftDocument>();
  const ended = roster.filter(
    (one) => one.squad === squads[0] && one.endsMs < nowMs && !one.members.includes(demo.officer),
  );
  const waiting = ended.reduce<PlannedShift | null>(
    (latest, one) => (!latest || one.endsMs > latest.endsMs ? one : latest),
    null,
  );
  const sentBack = ended.find((one) => one.day === workingDayBack(today, 2));
  for (const planned of roster) {
    const shift = openShift(world, planned);
    const untilMs = Math.min(planned.endsMs, nowMs);
    const wishes = wishesFor(world, planned, counts);
    const entries = entriesOf(world, { planned, shift, untilMs, wishes });
    if (planned.endsMs < nowMs) {
      const next = nextOf(planned, roster);
      const receiver = planned === waiting ? demo.officer : next === demo.officer ? null : next;
      const openAtEnd = ({ matter, events }: EntryDocument) =>
        matter === 'open' ||
        events.some((one) => one.type === 'settled' && one.at.getTime() > planned.endsMs);
      const left = entries.filter(openAtEnd);
      handOver(world, planned, shift, left, receiver);
      readLog(world, planned, shift, planned === sentBack);
    }
    for (const entry of entries) tellNews(world, planned, entry);
    duty.shifts.push(shift);
    duty.entries.push(...entries);
    duty.planned.set(shift._id, planned);
    lastOpen.set(shift.actorId, { _id: shift.actorId, shiftId: shift._id, at: shift.receivedAt });
  }
  duty.open = [...lastOpen.values()];
  return duty;
}

/** The day on which somebody was last out before today. */
export function lastDutyDay(duty: Duty, personId: string, nowMs: number): string | null {
  const days = duty.shifts
    .filter((one) => one.memberIds.includes(personId) && one.day < dayOf(nowMs))
    .map((one) => one.day);
  return days[days.length - 1] ?? null;
}
