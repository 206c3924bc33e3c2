import { useState } from 'react';
import { View } from '@tarojs/components';
import { dutyLogContract, type Officer } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TextField } from '@/ui/field';
import { useTyped } from '@/ui/field/use-typed';
import { Tag } from '@/ui/tag';

interface OtherOfficersProps {
  /** Who is chosen already. */
  chosen: readonly string[];
  onChoose: (officer: Officer) => void;
}

/** Officers of other units by name: for a joint action, or where a squadron has one valid ID. */
export function OtherOfficers({ chosen, onChoose }: OtherOfficersProps) {
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <Button kind="o" size={44} icon="search" onPress={() => setOpen(true)}>
        找别的单位的执法员
      </Button>
    );
  }
  return <Search chosen={chosen} onChoose={onChoose} />;
}

function Search({ chosen, onChoose }: OtherOfficersProps) {
  const { typed, setTyped, q } = useTyped();
  const { state, data } = useResource(
    dutyLogContract.listOfficers,
    q === '' ? undefined : { query: { q } },
    { keep: false },
  );
  const found = (data?.officers ?? []).filter(({ personId }) => !chosen.includes(personId));
  return (
    <>
      <TextField
        label="找别的单位的执法员"
        placeholder="写名字"
        value={typed}
        max={20}
        onChange={setTyped}
      />
      {q !== '' && found.length > 0 && (
        <Card>
          {found.map((officer) => (
            <Cell
              key={officer.personId}
              plain
              title={officer.name}
              meta={officer.unitName}
              right={officer.enforcementIdValid ? undefined : <Tag tone="warn">执法证无效</Tag>}
              onPress={officer.enforcementIdValid ? () => onChoose(officer) : undefined}
            />
          ))}
        </Card>
      )}
      {q !== '' && found.length === 0 && <View className="t-cap">{noneText(state)}</View>}
    </>
  );
}

function noneText(state: string): string {
  if (state === 'loading') return '正在找';
  if (state === 'offline') return '没有网络，只能选本队的和最近写过的';
  return state === 'error' ? '没找成，服务器没有回应' : '本局没有这个名字的执法员';
}
