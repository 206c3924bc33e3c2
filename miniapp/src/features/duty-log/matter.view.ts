import type { LeftMatter } from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';
import { momentText } from './log.view';

/** Entries that this phone has said are settled and that the service does not know to be so yet. */
export function settledHere(pending: readonly OutboxItem[]): Set<string> {
  const ids = pending.flatMap((item) =>
    item.routeId === 'dutyLog.settleMatter' && item.state !== 'rejected'
      ? [(item.params as { entryId?: string } | undefined)?.entryId]
      : [],
  );
  return new Set(ids.filter((one) => one !== undefined));
}

/** Without those whose settling waits on this phone. */
export function stillLeft(
  matters: readonly LeftMatter[],
  pending: readonly OutboxItem[],
): LeftMatter[] {
  const entries = settledHere(pending);
  const said = (matter: LeftMatter) =>
    pending.some(
      ({ routeId, state, params, body }) =>
        routeId === 'dutyLog.settleLeft' &&
        state !== 'rejected' &&
        (params as { shiftId?: string } | undefined)?.shiftId === matter.shiftId &&
        (body as { text?: string } | undefined)?.text === matter.text,
    );
  return matters.filter((one) => (one.entryId === null ? !said(one) : !entries.has(one.entryId)));
}

/** Where it is, who left it, and when. */
export function leftMeta({ section, from, at, toMe }: LeftMatter): string[] {
  const whose = `${from.name} ${momentText(at)}${toMe ? ' 交给你' : ' 留下'}`;
  return [section ?? undefined, whose].filter((one) => one !== undefined);
}
