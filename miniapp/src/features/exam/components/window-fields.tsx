import { useState } from 'react';
import { now } from '@/platform/clock';
import { MomentField } from './moment-field';

const DAY_MS = 86_400_000;

/** A window of somebody's own as two fields; a day from tomorrow until it is changed. */
export function useOwnWindow() {
  const [opensAt, setOpens] = useState(() => new Date(now() + DAY_MS).toISOString());
  const [closesAt, setCloses] = useState(() => new Date(now() + 2 * DAY_MS).toISOString());
  const fields = (
    <>
      <MomentField label="从" value={opensAt} onChange={setOpens} />
      <MomentField label="到" value={closesAt} onChange={setCloses} />
    </>
  );
  return { window: { opensAt, closesAt }, fields };
}
