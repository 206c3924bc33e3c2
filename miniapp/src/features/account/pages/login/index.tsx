import { useEffect, useState } from 'react';
import { View } from '@tarojs/components';
import { authContract, type AppInfo, type DemoAccount } from '@qiangji/shared-types';
import { call, toApiError } from '@/platform/request';
import { hasConsented, loginDemo, useEndReason } from '@/platform/session';
import { CAN_USE_WECHAT } from '@/platform/wechat-login';
import { PRIVACY_PAGE } from '@/shell/gate';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage, TABS } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { a11y } from '@/ui/press/a11y';
import { Section } from '@/ui/section';
import { DEMO_CHOICES } from '../../login.view';
import { DeskSignIn } from '../../desk-sign-in';
import { WechatSignIn } from '../../wechat-sign-in';
import '../../account.scss';

type Status = 'loading' | 'ready' | 'error' | 'offline';

/** Who runs the service and whether it is a demo; asked anew at each opening. */
function useAppInfo() {
  const [info, setInfo] = useState<AppInfo>();
  const [status, setStatus] = useState<Status>('loading');
  const load = async () => {
    setStatus('loading');
    try {
      setInfo(await call(authContract.appInfo));
      setStatus('ready');
    } catch (thrown) {
      setStatus(toApiError(thrown).code === 'NETWORK' ? 'offline' : 'error');
    }
  };
  useEffect(() => void load(), []);
  return { info, status, load };
}

export default function LoginPage() {
  const { info, status, load } = useAppInfo();
  const endReason = useEndReason();
  const [busy, setBusy] = useState<DemoAccount>();
  const [error, setError] = useState('');

  const enter = () => openPage(TABS[0].path);
  const signIn = async (account: DemoAccount) => {
    setBusy(account);
    setError('');
    try {
      // Whoever has not agreed yet is led to the notice by the gate.
      if (hasConsented(await loginDemo(account))) enter();
    } catch (thrown) {
      setError(toApiError(thrown).message);
    } finally {
      setBusy(undefined);
    }
  };

  return (
    <PageShell
      title="登录"
      alone
      width="full"
      status={status}
      onRetry={() => void load()}
      fail={{ title: '没连上服务', why: '网络没有回应，手机里记的都在' }}
    >
      <View className="account-login">
        <View className="account-login__head">
          <View className="account-login__name">强基</View>
          <View className="t-sub c-ink-2">{info?.operatorName}</View>
        </View>
        {endReason === 'ended' && (
          <View className="t-sub c-warn">登录已失效，请重新登录。没送出的记录都在手机里。</View>
        )}
        {error !== '' && (
          <View className="t-sub account-login__error" {...a11y({ role: 'alert' })}>
            {error}
          </View>
        )}
        {CAN_USE_WECHAT && <WechatSignIn onDone={enter} onError={setError} />}
        {info?.demo && (
          <Section title="演示账号" note="点一个就进">
            <View className="account-login__accounts">
              {DEMO_CHOICES.map(({ account, text, note }) => (
                <Button
                  key={account}
                  kind="o"
                  size={60}
                  block
                  busy={busy === account}
                  label={`${text}，${note}`}
                  onPress={() => void signIn(account)}
                >
                  {text}
                </Button>
              ))}
            </View>
          </Section>
        )}
        {!CAN_USE_WECHAT && <DeskSignIn onDone={(me) => hasConsented(me) && enter()} />}
        <Card>
          <Cell plain icon="shield-check" title="隐私说明" onPress={() => openPage(PRIVACY_PAGE)} />
        </Card>
      </View>
    </PageShell>
  );
}
