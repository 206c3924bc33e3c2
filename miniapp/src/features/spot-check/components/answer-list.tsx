import { useState } from 'react';
import { spotCheckContract, type SettlementOutcome, type SpotCheck } from '@qiangji/shared-types';
import { deviceAt } from '@/platform/clock';
import { enqueue, useOutbox } from '@/platform/outbox';
import { changeStored } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Section } from '@/ui/section';
import { toast, toastSent } from '@/ui/toast';
import { answerLines, maySettle } from '../answer.view';
import { SettleDialog } from './settle-dialog';

/** What those checked say of the result, how it was answered, and the answering itself. */
export function AnswerList({ check }: { check: SpotCheck }) {
  const me = useMe();
  const [asking, setAsking] = useState<string>();
  // One's own words are told to nobody before the service has them.
  const { waiting, sending, rejected } = useOutbox();
  const unsent = [...waiting, ...sending, ...rejected].some(
    ({ routeId, recordKey }) =>
      routeId === spotCheckContract.acknowledge.id && recordKey === `${check.id}:seen`,
  );
  const lines = answerLines(check, unsent ? me?.personId : undefined);
  if (lines.length === 0) return null;
  const may = maySettle(check, me);
  const settle = async (personId: string, outcome: SettlementOutcome, reason: string) => {
    setAsking(undefined);
    const input = { params: { checkId: check.id } };
    try {
      await enqueue({
        contract: spotCheckContract.settleDispute,
        ...input,
        body: { personId, outcome, reason },
        recordKey: `${check.id}:settled:${personId}`,
        title: `处理不同意见 ${check.squadron.name}`,
      });
    } catch {
      toast('手机存储满了，没有存下', 'bad');
      return;
    }
    const by = { personId: me?.personId ?? '', name: me?.name ?? '' };
    const added = { personId, by, at: deviceAt(), outcome, reason };
    changeStored(spotCheckContract.findCheck, input, (data) => ({
      ...data,
      settlements: [...(data.settlements ?? []), added],
    }));
    toastSent('处理了，连上网就送');
  };
  const asked = lines.find((one) => one.personId === asking);
  return (
    <Section title={`意见 ${lines.length}`}>
      <Card>
        {lines.map(({ personId, name, words, meta, open }) => (
          <Cell
            key={personId}
            title={words}
            meta={meta}
            right={
              may && open ? (
                <Button
                  kind="o"
                  size={44}
                  label={`处理${name}的意见`}
                  onPress={() => setAsking(personId)}
                >
                  处理
                </Button>
              ) : undefined
            }
          />
        ))}
      </Card>
      {asked && (
        <SettleDialog
          name={asked.name}
          onSend={(outcome, reason) => void settle(asked.personId, outcome, reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Section>
  );
}
