import { useState } from 'react';
import { View } from '@tarojs/components';
import { orgContract, type ErrorDetail, type RosterImportResult } from '@qiangji/shared-types';
import { removeFile } from '@/platform/files';
import { pickFile } from '@/platform/pick-file';
import { saveDownload, toApiError, upload } from '@/platform/request';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { PageShell } from '@/ui/page-shell';
import { a11y } from '@/ui/press/a11y';
import { Section } from '@/ui/section';
import { toast } from '@/ui/toast';

type Outcome =
  | ({ kind: 'done' } & RosterImportResult)
  | { kind: 'refused'; message: string; details: readonly ErrorDetail[] };

/** Rows shown of a sheet that is wrong all over; the rest is mended with these. */
const MOST_SHOWN = 100;

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
      const { message, details } = toApiError(thrown);
      setOutcome({ kind: 'refused', message, details });
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
      {outcome?.kind === 'done' && (
        <Section title="导入好了">
          <Card>
            <Cell plain icon="plus" title="新增" value={`${outcome.created} 人`} />
            <Cell plain icon="pencil-line" title="更新" value={`${outcome.updated} 人`} />
            <Cell plain icon="minus" title="没变" value={`${outcome.unchanged} 人`} />
            {outcome.ended > 0 && (
              <Cell
                plain
                icon="circle-alert"
                title="换了单位，原单位的中队长、联络员去掉了"
                value={`${outcome.ended} 人`}
              />
            )}
            {outcome.unreadSheets && (
              <Cell
                plain
                icon="circle-alert"
                title="只读第一张工作表，这几张没有读"
                meta={outcome.unreadSheets.join('、')}
              />
            )}
          </Card>
        </Section>
      )}
      {outcome?.kind === 'refused' && (
        <View {...a11y({ role: 'alert' })}>
          <Section
            title={outcome.message}
            note={outcome.details.length > 0 ? `${outcome.details.length} 处要改` : undefined}
          >
            <Card>
              {outcome.details.slice(0, MOST_SHOWN).map((detail) => (
                <Cell
                  key={`${detail.path} ${detail.message}`}
                  icon="circle-alert"
                  tone="bad"
                  title={detail.path}
                  meta={detail.message}
                />
              ))}
              {outcome.details.length > MOST_SHOWN && (
                <Cell plain title={`还有 ${outcome.details.length - MOST_SHOWN} 处，先改这些`} />
              )}
              {outcome.details.length === 0 && (
                <Cell
                  plain
                  title="可能导了一部分"
                  meta="再导入一次这张表就接着办完，导过的人不会重复"
                />
              )}
            </Card>
          </Section>
        </View>
      )}
    </PageShell>
  );
}
