import { useState } from 'react';
import { View } from '@tarojs/components';
import { StorageError } from '@/platform/storage';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { Seg } from '@/ui/seg';
import { SignaturePad, type ReadInk } from '@/ui/signature-pad';
import { toast, toastSent } from '@/ui/toast';
import { keepSignature } from '../signature';
import { signOff } from '../spot-check.store';
import { useOnce } from '../use-once';
import './parts.scss';

type Way = 'sign' | 'refuse';

const WAYS = [
  { value: 'sign', text: '本人签名' },
  { value: 'refuse', text: '不肯签' },
] as const;

export interface SignFormProps {
  checkId: string;
  person: { personId: string; name: string };
  /** What they are shown beside it, and put their name to. */
  seen: string;
}

/** One of those checked says what they have to say, then signs; or the refusal is noted. */
export function SignForm({ checkId, person, seen }: SignFormProps) {
  const [way, setWay] = useState<Way>('sign');
  const [answer, setAnswer] = useState('');
  const [reason, setReason] = useState('');
  const [ink, setInk] = useState<{ read: ReadInk }>();
  const { busy, once } = useOnce();
  const lacks =
    way === 'sign'
      ? ink
        ? undefined
        : '还没签名'
      : reason.trim() === ''
        ? '写一句为什么没签'
        : undefined;

  const save = async () => {
    try {
      const signature = way === 'sign' && ink ? await keepSignature(ink.read) : undefined;
      const said = {
        personId: person.personId,
        answer: answer.trim() === '' ? null : answer,
        signatureId: signature?.mediaId ?? null,
        refusalReason: way === 'refuse' ? reason : null,
        seen,
      };
      await signOff(checkId, said, signature);
      toastSent(`${person.name}的已存下`);
      return true;
    } catch (error) {
      const full = error instanceof StorageError;
      toast(full ? '手机存储满了，请清理后再签' : '签名没存下，请再签一次', 'bad');
      return false;
    }
  };
  return (
    <View className="sc-form">
      <Card pad>
        <TextField
          label={`${person.name}的意见`}
          placeholder="同意，或者写下不同的说法（可以不写）"
          value={answer}
          onChange={setAnswer}
          max={500}
          multiline
        />
      </Card>
      <Card pad>
        <View className="sc-form">
          <Seg label="怎么签" options={WAYS} value={way} onChange={setWay} />
          {way === 'sign' ? (
            <SignaturePad
              label={`${person.name} 签名`}
              onChange={(read) => setInk(read && { read })}
            />
          ) : (
            <TextField
              label="为什么没签"
              placeholder="如：说要先问队长"
              value={reason}
              onChange={setReason}
              max={200}
            />
          )}
        </View>
      </Card>
      <Button size={56} block lacks={lacks} busy={busy} onPress={() => void once(save)}>
        {way === 'sign' ? '存下签名' : '注明拒签'}
      </Button>
    </View>
  );
}
