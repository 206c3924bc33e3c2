import { contracts } from '@qiangji/shared-types';
import type { FeedbackDocument } from '../../features/feedback';
import type { PersonDocument } from '../../features/org';
import { at, workingDayBack, type World } from './world';
import { opOf, writtenAt } from './written';

interface Said {
  person: PersonDocument;
  atMs: number;
  text: string;
  anonymous: boolean;
}

function sent(world: World, { person, atMs, text, anonymous }: Said): FeedbackDocument {
  const { random, nowMs } = world;
  const mediaIds: string[] = [];
  const body = { text, anonymous, mediaIds };
  return {
    _id: random.id(atMs),
    ...opOf(contracts.feedback.send, person._id, random.id(atMs), atMs, { body }),
    version: 1,
    events: [],
    unitPath: person.unitPath,
    text,
    anonymous,
    mediaIds,
    state: 'open',
    answers: [],
    closedAt: null,
    ...writtenAt(random, atMs, nowMs),
    schemaVersion: 1,
  };
}

function answered(world: World, one: FeedbackDocument, text: string, atMs: number): void {
  const { demo, random, notices } = world;
  const at = new Date(atMs);
  const asked = { params: { feedbackId: one._id }, body: { version: one.version, text } };
  const route = contracts.feedback.answer;
  const op = opOf(route, demo.office._id, random.id(atMs), atMs, asked);
  one.events.push({ ...op, type: 'answered', at });
  one.state = 'answered';
  one.answers.push({ text, at });
  one.version++;
  notices.push({
    personId: one.actorId,
    unitPath: one.unitPath,
    kind: 'answer',
    title: '投诉建议有答复',
    text,
    link: { feature: 'feedback', id: one._id },
    key: `feedback:${one._id}:${op.opId}`,
    atMs,
  });
}

/** Three things that were sent to the campaign office; one has its answer. */
export function makeFeedback(world: World): FeedbackDocument[] {
  const { demo, squads, today } = world;
  const first = sent(world, {
    person: demo.officer,
    atMs: at(workingDayBack(today, 9), 1115),
    text: '夜班交接的时候，能不能把上一班没办完的事先排在最上面？',
    anonymous: false,
  });
  answered(
    world,
    first,
    '已经改了：接班时先看到遗留的事。用着不顺手再告诉我们。',
    at(workingDayBack(today, 7), 640),
  );
  const second = sent(world, {
    person: squads[2]!.officers[4]!,
    atMs: at(workingDayBack(today, 3), 1240),
    text: '有的路段一个班排两个人，遇到要处罚的事凑不齐两名执法员，希望排班时考虑一下。',
    anonymous: true,
  });
  const third = sent(world, {
    person: squads[3]!.auxiliaries[1]!,
    atMs: at(workingDayBack(today, 1), 830),
    text: '雨天戴着手套不好点屏幕，记一条要点好几下。',
    anonymous: false,
  });
  return [first, second, third];
}
