import { View } from '@tarojs/components';
import { Button } from '@/ui/button';
import { toast, toastSent } from '@/ui/toast';
import { mayRemove, type LocalCheck } from '../local-check';
import { removePerson } from '../spot-check.store';
import { CallOff } from './call-off';
import './parts.scss';

export interface ScoreActsProps {
  check: LocalCheck;
  /** Who is on the screen. */
  personId: string;
}

/** Below the items, out of the way of the thumb: what is seldom needed on site. */
export function ScoreActs({ check, personId }: ScoreActsProps) {
  const person = check.persons.find((one) => one.personId === personId);
  const remove = async ({ name }: { name: string }) => {
    try {
      await removePerson(check.id, personId);
      toastSent(`${name}不在这次督察里了`);
    } catch {
      toast('手机存储满了，没有存下', 'bad');
    }
  };
  return (
    <View className="sc-pair">
      {person && mayRemove(check, personId) && (
        <Button kind="o" size={44} onPress={() => void remove(person)}>
          {`点错了，移出${person.name}`}
        </Button>
      )}
      <CallOff check={check} />
    </View>
  );
}
