import type { Db } from 'mongodb';
import { dayOf, dutyLogContract, quizContract, selfCheckContract } from '@qiangji/shared-types';
import type { Hand } from './browser';
import { makeId, type Service } from './service';

/** Somebody goes on duty and writes one entry, without a page. */
export async function goOnDuty(db: Db, service: Service, token: string): Promise<void> {
  const catalogue = await db
    .collection<{ version: number; shiftTemplates: { code: string }[] }>('standard_duty_catalogues')
    .findOne({}, { sort: { version: -1 } });
  const body = {
    opId: makeId(),
    deviceAt: new Date().toISOString(),
    shiftId: makeId(),
    templateCode: catalogue?.shiftTemplates[0]?.code ?? '',
    catalogueVersion: catalogue?.version,
    sections: ['定安路', '人民路'],
    recorders: ['Z-0117'],
  };
  await service.call(dutyLogContract.openShift, { body }, token);
  const entry = {
    opId: makeId(),
    deviceAt: new Date().toISOString(),
    entryId: makeId(),
    catalogueVersion: catalogue?.version,
    categoryCode: 'outdoor_trading',
    handlingCode: 'persuasion',
    partyTypeCode: 'shop',
    section: '定安路',
    text: '店外摆放两张桌子，劝导后收进店内',
  };
  const params = { shiftId: body.shiftId };
  await service.call(dutyLogContract.appendEntry, { params, body: entry }, token);
}

/** Every group of a self-check is in order. */
export async function allInOrder(hand: Hand): Promise<void> {
  const groups = hand.page.getByRole('button', { name: /全部合格$/ }).filter({ visible: true });
  await groups.first().waitFor();
  for (let left = await groups.count(); left > 0; left -= 1) {
    await hand.press(groups.first());
    await hand.page.waitForFunction(
      (n) =>
        [...document.querySelectorAll('[role=button]')].filter(
          (one) =>
            /全部合格$/.test(one.getAttribute('aria-label') ?? one.textContent ?? '') &&
            (one as HTMLElement).offsetParent !== null,
        ).length <= n,
      left - 1,
    );
  }
}

/** From the button of 今日: an act of enforcement by two, and the check of its conduct; answers the taps of the check. */
export async function enforceAndCheck(hand: Hand): Promise<number> {
  await hand.tap('记一条');
  await hand.sees(/误差 12 米/);
  await hand.tap('占道经营', 'radio');
  await hand.tap('当场处罚', 'radio');
  const fellows = hand.page.getByRole('group', { name: '一起办的执法员' });
  await hand.press(fellows.getByRole('checkbox').filter({ visible: true }).first());
  await hand.fill('记录仪编号', 'Z-0117、Z-0118');
  await hand.tap('存下，继续巡查');
  const before = hand.taps;
  await hand.tap('去自查');
  await hand.shows('/features/self-check/pages/check/');
  await hand.sees('告知了事实、理由、依据和权利');
  await allInOrder(hand);
  await hand.tap('交自查');
  return hand.taps - before;
}

/**
 * What the service has of a shift that the officer did without a network since `began`: the daily ten,
 * both self-checks, the shift, its entry, its act of enforcement with the check after it, and its
 * hand-over, each once. `sent` are the paths of what was posted, in order. Answers with the pictures of
 * the entry.
 */
export async function arrivedOnce(service: Service, began: Date, sent: readonly string[]) {
  const token = (await service.signIn('officer')).accessToken;
  const day = dayOf(began.getTime());
  const since = (instant: string) => Date.parse(instant) >= began.getTime();
  const practice = await service.call(quizContract.findPractice, { params: { day } }, token);
  expect(practice.questions.filter(({ given }) => given !== null)).toHaveLength(10);
  const about: Record<string, (string | null)[]> = {};
  for (const kind of ['readiness', 'periodic', 'conduct']) {
    const query = { kind, from: day };
    const { items } = await service.call(selfCheckContract.listChecks, { query }, token);
    about[kind] = items.filter((one) => since(one.occurredAt)).map(({ entryId }) => entryId);
  }
  const query = { limit: 5 };
  const { items } = await service.call(dutyLogContract.listShifts, { query }, token);
  const shifts = items.filter((one) => since(one.openedAt));
  expect(shifts).toHaveLength(1);
  const params = { shiftId: shifts[0]?.id ?? '' };
  const shift = await service.call(dutyLogContract.findShift, { params }, token);
  const place = { accuracyM: 12 };
  const [entry, act] = shift.entries;
  expect(shift.entries).toMatchObject([
    { place, enforcement: false },
    { place, handling: { code: 'on_spot_penalty' } },
  ]);
  expect(about).toEqual({ readiness: [null], periodic: [null], conduct: [act?.id] });
  const path = dutyLogContract.openShift.path;
  expect(sent.filter((one) => one.startsWith(path))).toEqual([
    path,
    `${path}/${params.shiftId}/entries`,
    `${path}/${params.shiftId}/entries`,
    `${path}/${params.shiftId}/handover`,
  ]);
  return entry?.photos ?? [];
}
