import type { Person } from './person';

/** The groups of the checklist that is being scored. */
export const GROUPS = { role: 'radio', name: /\d+\/\d+$/ };

/** What a control of somebody's page is called. */
export function nameOf({ app }: Person, { role }: { role: string }): string {
  const node = [...app.tree().all()].find((one) => one.attribute('aria-role') === role);
  return node?.attribute('aria-label') ?? node?.text ?? '';
}

/** From the last look at a group to the seal. */
export async function signAndSeal(inspector: Person, groups: number, name: string): Promise<void> {
  const { app } = inspector;
  for (let group = 0; group < groups; group += 1) {
    await app.tap({ role: 'button', name: /^下一组|^去签字/ });
  }
  await inspector.sees('本人签名');
  const line = Array.from({ length: 12 }, (_, step) => ({
    x: 30 + step * 15,
    y: 20 + (step % 3) * 9,
  }));
  await app.draw(`${name} 签名`, line);
  await app.tap('存下签名');
  await inspector.sees('已签');
  await app.tap({ role: 'button', name: '封存' });
  await inspector.sees('封存这次督察？');
  await app.tap({ role: 'button', name: '封存' });
  await inspector.sees('已封存，改不了了');
}

/** Until the service has sealed so many checks, and the phone has nothing more to send. */
export async function sealsArrived(inspector: Person, checks: number): Promise<void> {
  const { log } = inspector.app.network;
  const arrived = () => log.filter((line) => /\/seal 20\d$/.test(line)).length;
  await inspector.app.waitFor(() => arrived() >= checks, 15_000);
  await inspector.delivered();
}
