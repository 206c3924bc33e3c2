import { useEffect } from 'react';
import { dayOf, orgContract, spotCheckContract, standardContract } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useSentMark } from '@/platform/outbox';
import { FEW_ROWS, keep, usePagedResource, wheneverOnline } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { Section } from '@/ui/section';
import { SentMark } from '@/ui/sent-mark';
import { Tag } from '@/ui/tag';
import { openRows, type OpenRow } from '../home.view';
import { hasEnded } from '../local-check';
import { paths } from '../paths';
import { useLocalChecks } from '../spot-check.store';
import { squadronQuery } from '../use-check';
import { CalledOffList } from './called-off-list';
import { CheckList } from './check-list';
import { DrawRows } from './draw-rows';
import { PlanRows } from './plan-list';

const WRITES = [
  spotCheckContract.createCheck,
  spotCheckContract.startCheck,
  spotCheckContract.callOffCheck,
  spotCheckContract.sealCheck,
];

/** What must be on the phone before it goes where there is no network. */
function useKept(squadronPaths: readonly string[], drawIds: readonly string[]): void {
  const key = [...squadronPaths, ...drawIds].join(' ');
  useEffect(() => {
    let isWhole = false;
    return wheneverOnline(async () => {
      if (isWhole) return true;
      const kept = await Promise.all([
        keep(standardContract.listChecklists, { query: { kind: 'spot_check' } }),
        keep(orgContract.listUnits),
        keep(spotCheckContract.listInspectors),
        ...squadronPaths.map((path) => keep(orgContract.listColleagues, squadronQuery(path))),
        ...drawIds.map((drawId) => keep(spotCheckContract.findDraw, { params: { drawId } })),
      ]);
      isWhole = kept.every(Boolean);
      return isWhole;
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key spells what the lists hold
  }, [key]);
}

/** What to do next, or that the last act still waits on this phone. */
function Standing({ opId, begun }: OpenRow) {
  const mark = useSentMark(opId);
  if (opId !== '' && mark !== 'sent') return <SentMark state={mark} />;
  return <Tag tone={begun ? 'brand' : 'plain'}>{begun ? '接着查' : '去查'}</Tag>;
}

/** An inspector's checks: under way, drawn, sealed. */
export function InspectorHome() {
  const local = useLocalChecks();
  const view = 'inspecting' as const;
  const open = usePagedResource(
    spotCheckContract.listChecks,
    { query: { view, status: 'open' } },
    { refreshAfter: WRITES },
  );
  const sealed = usePagedResource(
    spotCheckContract.listChecks,
    { query: { view, status: 'sealed' } },
    { refreshAfter: WRITES, rows: FEW_ROWS },
  );
  const draws = usePagedResource(
    spotCheckContract.listDraws,
    { query: { mine: '1' } },
    { refreshAfter: WRITES },
  );
  const waiting = draws.items.filter((draw) => draw.state === 'made');
  useKept(
    waiting.map((draw) => draw.outcome.squadron.path),
    waiting.map((draw) => draw.id),
  );
  const ended = new Set(local.filter(hasEnded).map((one) => one.id));
  const planned = open.items.filter(({ id, state }) => state === 'planned' && !ended.has(id));
  const rows = openRows(local, open.items, dayOf(now()));
  return (
    <>
      <Section title={`手上的督察 ${rows.length}`}>
        <Card>
          {rows.length === 0 && (
            <Cell
              title="手上没有督察"
              meta="先抽签；专项督察也可以写明理由直接开始"
              icon="clipboard-check"
              plain
            />
          )}
          {rows.map((row) => (
            <Cell
              key={row.id}
              title={row.title}
              meta={row.meta}
              right={<Standing {...row} />}
              onPress={() =>
                openPage(row.begun ? paths.score(row.id) : paths.start({ checkId: row.id }))
              }
            />
          ))}
        </Card>
      </Section>
      {planned.length > 0 && (
        <Section title={`要派人的 ${planned.length}`}>
          <PlanRows checks={planned} />
        </Section>
      )}
      {waiting.length > 0 && (
        <Section title={`等着去查的抽签 ${waiting.length}`} note="抽到你的，或者你抽的">
          <DrawRows draws={waiting} />
        </Section>
      )}
      {sealed.items.length > 0 && (
        <Section title="封存了的">
          <CheckList checks={sealed.items} />
          <More list={sealed} text="再看一些" />
        </Section>
      )}
      <CalledOffList />
    </>
  );
}
