import { useState } from 'react';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { DutyCatalogue, Profile } from '@qiangji/shared-types';
import { useMe } from '@/platform/session';
import { StorageError } from '@/platform/storage';
import { Button } from '@/ui/button';
import { useConfirm } from '@/ui/dialog';
import { goBack, openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Restored } from '@/ui/restored';
import { toast, toastSent } from '@/ui/toast';
import { useCatalogue, useColleagues, useCurrentShift } from '../../duty-log.store';
import { lackingIn, saveEntry, useEntryForm } from '../../entry.form';
import { needsOfficer } from '../../entry.view';
import { PAGES } from '../../routes';
import type { ShiftView } from '../../shift.view';
import { usePlace } from '../../use-place';
import { EntryFields } from './fields';
import './index.scss';

/** 记一条: category, a photo, save. All else fills itself in. */
export default function EntryPage() {
  const incident = useRouter().params.incident === '1';
  const me = useMe();
  const { shift, status, error, refresh } = useCurrentShift();
  const catalogue = useCatalogue();
  if (me && shift && catalogue.data) {
    return <Form me={me} shift={shift} catalogue={catalogue.data} incident={incident} />;
  }
  const state = status === 'ready' ? (shift ? catalogue.state : 'empty') : status;
  return (
    <PageShell
      title={incident ? '记突发事件' : '记一条'}
      status={state}
      empty={{
        title: '还没上岗',
        hint: '上岗以后记的事才有班次、路段和同班的人',
        action: '去上岗',
        onAction: () => openPage(PAGES.open),
      }}
      fail={{ title: '类别没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    />
  );
}

interface FormProps {
  me: Profile;
  shift: ShiftView;
  catalogue: DutyCatalogue;
  incident: boolean;
}

function Form({ me, shift, catalogue, incident }: FormProps) {
  const { form, change, addPhoto, restored, discard, done } = useEntryForm(shift, incident);
  const [saving, setSaving] = useState(false);
  const [dialog, ask] = useConfirm();
  const colleagues = useColleagues();
  const place = usePlace();
  const handling = catalogue.handlings.find((one) => one.code === form.handling);
  const draft = needsOfficer(handling, me.kind);

  const save = async () => {
    setSaving(true);
    let entryId: string;
    try {
      entryId = await saveEntry(shift, form, catalogue, me, place);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      toast('手机存储满了，没存下，请清理后再存', 'bad');
      setSaving(false);
      return;
    }
    done();
    toastSent(draft ? '存成草稿了，等执法员接手' : '存下了');
    if (handling?.enforcement && !draft && me.kind === 'officer') {
      const now = await ask({
        title: '这次执法做个自查？',
        text: '只问这次处置用到的几步，每组一下点完。回头在这条记录里也能做。',
        yes: '去自查',
        no: '先巡查',
      });
      if (now) void Taro.redirectTo({ url: PAGES.conduct(entryId, handling.code) });
      else goBack();
      return;
    }
    goBack();
  };

  return (
    <PageShell
      title={incident ? '记突发事件' : '记一条'}
      bottom={
        <View className="qj-entry-save">
          {draft && (
            <View className="t-sub c-warn">{`协管员不能办${handling?.name ?? ''}，事实和照片存成草稿，请执法员接手。`}</View>
          )}
          <Button
            block
            size={56}
            icon="check"
            busy={saving}
            lacks={lackingIn(form, catalogue, me)}
            onPress={() => void save()}
          >
            {draft ? '存成草稿' : '存下，继续巡查'}
          </Button>
        </View>
      }
    >
      <Restored shown={restored} onDiscard={discard} />
      <EntryFields
        me={me}
        shift={shift}
        catalogue={catalogue}
        colleagues={colleagues}
        form={form}
        change={change}
        onPhoto={() => void addPhoto()}
        place={place}
        draft={draft}
      />
      {dialog}
    </PageShell>
  );
}
