import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { sendNow } from '@/platform/outbox';
import { toApiError } from '@/platform/request';
import { giveConsent, logout } from '@/platform/session';
import { Button } from '@/ui/button';
import { openAlone, TABS } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { toast } from '@/ui/toast';
import { PrivacyNotice } from '../../privacy-notice';

/** Nothing is collected before this page was agreed to. */
export default function ConsentPage() {
  // From the page where the service asked for it; otherwise one comes from signing in.
  const { back } = useRouter().params;
  const [busy, setBusy] = useState(false);
  const agree = async () => {
    setBusy(true);
    try {
      await giveConsent();
      sendNow();
      openAlone(back === undefined ? TABS[0].path : decodeURIComponent(back));
    } catch (thrown) {
      toast(toApiError(thrown).message, 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <PageShell
      title="隐私说明"
      alone
      bottom={
        <>
          <Button kind="o" size={56} onPress={() => void logout()}>
            先不用
          </Button>
          <Button size={56} block busy={busy} onPress={() => void agree()}>
            同意并继续
          </Button>
        </>
      }
    >
      <View className="t-body">用之前，请先看看这里收集什么。不同意就不收集，也用不了。</View>
      <PrivacyNotice />
    </PageShell>
  );
}
