import type { Locator } from 'playwright-core';
import type { Hand } from './browser';

/** What a test looks at of a draw and of a check in the database. */
export interface StoredDraw {
  _id: string;
  actorId: string;
  kind: string;
  covert: boolean;
  outcome: { squadronPath: string; inspectorIds: string[] };
  checkId: string | null;
  cancelled: object | null;
  receivedAt: Date;
}

export interface StoredCheck {
  _id: string;
  results: { verdict: string; evidence: string[] }[];
  signoffs: { signatureId: string | null }[];
}

/** The groups of the checklist that is being scored. */
export async function groupsOf(hand: Hand): Promise<Locator> {
  const groups = hand.page.getByRole('radio', { name: /\d+\/\d+$/ }).filter({ visible: true });
  await groups.first().waitFor();
  return groups;
}

/** The app is killed amid the scoring, without a network: scores and evidence are there again. */
export async function reloadAmid(hand: Hand): Promise<void> {
  const evidence = hand.page.getByRole('button', { name: /^督察证据/ }).filter({ visible: true });
  await evidence.first().waitFor();
  const kept = (await hand.text(/已存本机 \d+ 项/).textContent()) ?? '';
  await hand.page.reload();
  await hand.sees(kept);
  await evidence.first().waitFor();
}

/** From the last look at a group to the seal, the network back in between. */
export async function signAndSeal(hand: Hand, groups: number): Promise<void> {
  for (let group = 0; group < groups; group += 1) await hand.tap(/^下一组|^去签字/);
  await hand.draw();
  await hand.tap('存下签名');
  await hand.offline(false);
  await hand.tap('封存');
  await hand.tap('封存');
  await hand.sees('已封存，改不了了');
}
