import { dutyLogContract, type Profile } from '@qiangji/shared-types';
import { usePagedResource, useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { PAGES } from '../routes';

/** Hand-overs and drafts of the squadron that wait for somebody; nothing where none do. */
export function Waiting() {
  const me = useMe();
  if (!me || me.kind === 'office_staff') return null;
  return <WaitingFor me={me} />;
}

function WaitingFor({ me }: { me: Profile }) {
  const handovers = useResource(
    dutyLogContract.listHandovers,
    {},
    { refreshAfter: [dutyLogContract.confirmHandover] },
  );
  const drafts = usePagedResource(
    dutyLogContract.listDrafts,
    { query: {} },
    { refreshAfter: [dutyLogContract.takeOverDraft] },
  );
  const shifts = handovers.data?.shifts ?? [];
  const forMe = shifts.filter((shift) => shift.handover?.receiver.personId === me.personId);
  // Whoever was named may not come: then anybody of the squadron takes over.
  const others = shifts.filter(
    (shift) => !forMe.includes(shift) && shift.handover?.requestedBy.personId !== me.personId,
  );
  const toTake = me.kind === 'officer' ? drafts.items.length : 0;
  if (forMe.length === 0 && others.length === 0 && toTake === 0) return null;
  return (
    <Card>
      {forMe.map((shift) => {
        const left = shift.handover?.matters.length ?? 0;
        return (
          <Cell
            key={shift.id}
            icon="arrow-right"
            tone="brand"
            title={`${shift.handover?.requestedBy.name ?? ''}交班给你`}
            meta={left > 0 ? `${left} 件事要接着办` : '没有遗留的事'}
            onPress={() => openPage(PAGES.takeOver(shift.id))}
          />
        );
      })}
      {others.length > 0 && (
        <Cell
          icon="arrow-right"
          title={`${forMe.length > 0 ? '另有' : '有'} ${others.length} 班等人接`}
          meta="写的接班人没来，同队谁接都行"
          onPress={() => openPage(PAGES.takeover)}
        />
      )}
      {toTake > 0 && (
        <Cell
          icon="notebook-pen"
          tone="warn"
          title={`协管员草稿 ${toTake} 条等执法员`}
          meta="事实和照片都在"
          onPress={() => openPage(PAGES.drafts)}
        />
      )}
    </Card>
  );
}
