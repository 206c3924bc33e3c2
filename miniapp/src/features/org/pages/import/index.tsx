import { useState } from 'react';
import { View } from '@tarojs/components';
import { orgContract, type ErrorDetail, type RosterImportResult } from '@qiangji/shared-types';
import { removeFile } from '@/platform/files';
import { pickFile } from '@/platform/pick-file';
import { saveDownload, toApiError, upload, type ApiError } from '@/platform/request';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { a11y } from '@/ui/press/a11y';
import { Section } from '@/ui/section';
import { toast } from '@/ui/toast';

type Outcome =
  | ({ kind: 'done' } & RosterImportResult)
  | { kind: 'refused'; message: string; details: readonly ErrorDetail[]; isCutShort: boolean };

/** Wrong cells shown at once, of a sheet that is wrong all over. */
const SHOWN = 100;

/** Whether some rows may be in: nobody knows without an answer, and what was begun breaks off like this. */
const isCutShort = ({ code, status }: ApiError) =>
  code === 'NETWORK' || code === 'VERSION_CONFLICT' || status >= 500;

/** Takes the roster from a sheet: no row while one is wrong, and every wrong cell by its place. */
export default function ImportPage() {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();

  const template = async () => {
    try {
      await saveDownload(orgContract.rosterTemplate, '名册模板.xlsx');
    } catch (thrown) {
      toast(toApiError(thrown).message, 'bad');
    }
  };
  const load = async () => {
    const file = await pickFile('xlsx');
    if (!file) return;
    setBusy(true);
    setOutcome(undefined);
    try {
      setOutcome({ kind: 'done', ...(await upload(orgContract.importRoster, file.key, {})) });
    } catch (thrown) {
      const error = toApiError(thrown);
      const { message, details } = error;
      setOutcome({ kind: 'refused', message, details, isCutShort: isCutShort(error) });
    } finally {
      await removeFile(file.key);
      setBusy(false);
    }
  };

  return (
    <PageShell title="导入名册">
      <Section title="第一步，拿模板填好" note="里面有填表说明">
        <Button kind="s" block icon="download" onPress={() => void template()}>
          下载模板
        </Button>
      </Section>
      <Section title="第二步，导入" note="有一行不对，就一行也不导入">
        <Button block size={56} icon="upload" busy={busy} onPress={() => void load()}>
          选填好的表
        </Button>
      </Section>
      {outcome?.kind === 'done' && <Done {...outcome} />}
      {outcome?.kind === 'refused' && <Refused {...outcome} />}
    </PageShell>
  );
}

function Done({ created, updated, unchanged, ended, suspended, unreadSheets }: RosterImportResult) {
  return (
    <Section title="导入好了">
      <Card>
        <Cell plain icon="plus" title="新增" value={`${created} 人`} />
        <Cell plain icon="pencil-line" title="更新" value={`${updated} 人`} />
        <Cell plain icon="minus" title="没变" value={`${unchanged} 人`} />
        {ended > 0 && (
          <Cell
            plain
            icon="circle-alert"
            title="换了单位，原单位的中队长、联络员去掉了"
            value={`${ended} 人`}
          />
        )}
        {suspended > 0 && (
          <Cell
            plain
            icon="circle-alert"
            title="表里有停用的人，还停用着"
            meta="回来上班的，到名册里打开“在岗”，再发绑定码"
            value={`${suspended} 人`}
          />
        )}
        {unreadSheets && (
          <Cell
            plain
            icon="circle-alert"
            title="只读第一张工作表，这几张没有读"
            meta={unreadSheets.join('、')}
          />
        )}
      </Card>
    </Section>
  );
}

function Refused({ message, details, isCutShort: partly }: Extract<Outcome, { kind: 'refused' }>) {
  const [shown, setShown] = useState(SHOWN);
  const list = {
    hasMore: details.length > shown,
    loadingMore: false,
    loadMore: () => setShown(shown + SHOWN),
  };
  return (
    <View {...a11y({ role: 'alert' })}>
      <Section title={message} note={details.length > 0 ? `${details.length} 处要改` : undefined}>
        <Card>
          {details.slice(0, shown).map((detail) => (
            <Cell
              key={`${detail.path} ${detail.message}`}
              icon="circle-alert"
              tone="bad"
              title={detail.path}
              meta={detail.message}
            />
          ))}
          {partly && (
            <Cell
              plain
              title="可能导了一部分"
              meta="再导入一次这张表就接着办完，导过的人不会重复"
            />
          )}
          {!partly && details.length === 0 && <Cell plain title="一行也没有导入" />}
        </Card>
        <More list={list} text={`再看 ${SHOWN} 处`} />
      </Section>
    </View>
  );
}
