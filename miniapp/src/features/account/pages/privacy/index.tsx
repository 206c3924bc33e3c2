import { useEffect, useState } from 'react';
import { openPrivacyContract, privacySetting } from '@/platform/privacy';
import { toApiError } from '@/platform/request';
import { useMe, withdrawConsent } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { useConfirm } from '@/ui/dialog';
import { PageShell } from '@/ui/page-shell';
import { toast } from '@/ui/toast';
import { PrivacyNotice } from '../../privacy-notice';

/** The notice to read again, WeChat's own guide, and the way to take the agreement back. */
export default function PrivacyPage() {
  const me = useMe();
  const [guide, setGuide] = useState('');
  const [dialog, ask] = useConfirm();

  useEffect(() => {
    // Older WeChat versions have no guide: then there is nothing to open.
    privacySetting().then(
      ({ contractName }) => setGuide(contractName),
      () => undefined,
    );
  }, []);

  const withdraw = async () => {
    const sure = await ask({
      title: '撤回同意',
      text: '会退出登录，不再收集。已有的工作记录按规定保存，没送出的留在手机里。',
      yes: '撤回',
      no: '先不撤回',
      danger: true,
    });
    if (!sure) return;
    try {
      await withdrawConsent();
    } catch (thrown) {
      toast(toApiError(thrown).message, 'bad');
    }
  };

  return (
    <PageShell title="隐私说明">
      <PrivacyNotice />
      {guide !== '' && (
        <Card>
          <Cell plain icon="file-text" title={guide} onPress={() => void openPrivacyContract()} />
        </Card>
      )}
      {me && (
        <Button kind="o" block onPress={() => void withdraw()}>
          撤回同意
        </Button>
      )}
      {dialog}
    </PageShell>
  );
}
