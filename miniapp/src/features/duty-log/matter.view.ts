import { dayOf, type LeftMatter } from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';
import { dateText } from '@/shell/when';
import { momentText } from './log.view';
import { settledHere, shiftIdOf } from './shift.view';

/** Without those whose settling waits on this phone. */
export function stillLeft(
  matters: readonly LeftMatter[],
  pending: readonly OutboxItem[],
): LeftMatter[] {
  const entries = settledHere(pending);
  const said = (matter: LeftMatter) =>
    pending.some(
      (item) =>
        item.routeId === 'dutyLog.settleLeft' &&
        item.state !== 'rejected' &&
        shiftIdOf(item) === matter.shiftId &&
        (item.body as { text: string }).text === matter.text,
    );
  return matters.filter((one) => (one.entryId === null ? !said(one) : !entries.has(one.entryId)));
}

/** Where it is, who left it, and when. */
export function leftMeta({ section, from, at, toMe }: LeftMatter): string[] {
  const whose = `${from.name} ${momentText(at)}${toMe ? ' 交给你' : ' 留下'}`;
  return [section ?? undefined, whose].filter((one) => one !== undefined);
}

/** How many there are and since when; undefined where there is none. */
export function leftLine(matters: readonly LeftMatter[]): string | undefined {
  const [earliest] = matters.map(({ at }) => Date.parse(at)).sort((a, b) => a - b);
  if (earliest === undefined) return undefined;
  return `接着办的 ${matters.length} 件，最早 ${dateText(dayOf(earliest))}`;
}
