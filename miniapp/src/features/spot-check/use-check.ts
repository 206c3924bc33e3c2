import { useEffect } from 'react';
import {
  orgContract,
  spotCheckContract,
  standardContract,
  type Checklist,
  type Colleague,
} from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import type { PageStatus } from '@/ui/page-shell';
import type { LocalCheck } from './local-check';
import { hear, useLocalCheck } from './spot-check.store';

/** The checklists of spot checks in force. */
export function useChecklists(): readonly Checklist[] {
  const { data } = useResource(standardContract.listChecklists, { query: { kind: 'spot_check' } });
  return data?.checklists ?? [];
}

/** The version that a check was made under, in force or not. */
export function useChecklist(of: { code: string; version: number } | undefined) {
  const current = useChecklists().find(
    (list) => list.code === of?.code && list.version === of.version,
  );
  const older = useResource(
    standardContract.findChecklist,
    of && !current ? { params: { code: of.code, version: String(of.version) } } : undefined,
  );
  return current ?? older.data;
}

/** After which the service is asked: the other inspector's phone may have written meanwhile. */
const WRITES = [
  spotCheckContract.appendResults,
  spotCheckContract.appendSignoff,
  spotCheckContract.removePerson,
  spotCheckContract.callOffCheck,
  spotCheckContract.sealCheck,
];

/** A check as this phone holds it, and its checklist. */
export function useOpenCheck(checkId: string): {
  check: LocalCheck | undefined;
  list: Checklist | undefined;
  status: PageStatus;
  /** The other inspector had sealed it before what this phone holds arrived. */
  late: boolean;
  refresh: () => Promise<void>;
} {
  const check = useLocalCheck(checkId);
  const me = useMe();
  const { data, state, refresh } = useResource(
    spotCheckContract.findCheck,
    { params: { checkId } },
    { refreshAfter: WRITES },
  );
  useEffect(() => {
    if (data) hear(data);
  }, [data]);
  const list = useChecklist(check?.checklist);
  const status = check && list ? 'ready' : state === 'ready' ? 'loading' : state;
  const late = data?.late.some((one) => one.by.personId === me?.personId) ?? false;
  return { check, list, status, late, refresh };
}

const MOST = 100;

/** People of a squadron, kept for use without a network. */
export function useSquadron(path: string | undefined): readonly Colleague[] {
  const { data } = useResource(
    orgContract.listColleagues,
    path === undefined ? undefined : { query: { unitPath: path, limit: MOST } },
  );
  return data?.items ?? [];
}

export const squadronQuery = (path: string) => ({ query: { unitPath: path, limit: MOST } });
