import { useState } from 'react';
import { View } from '@tarojs/components';
import { authContract } from '@qiangji/shared-types';
import { call, toApiError } from '@/platform/request';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { TextField } from '@/ui/field';
import { goBack } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { digitsOf, deskCodeLacks } from '../../login.view';

/** On the phone: lets in the desk whose screen shows this code. */
export default function DeskPage() {
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const [done, setDone] = useState(false);

  const confirm = async () => {
    setBusy(true);
    setError('');
    try {
      await call(authContract.confirmDesk, { body: { code: digitsOf(code) } });
      setDone(true);
    } catch (thrown) {
      const { code: reason, message } = toApiError(thrown);
      setError(reason === 'NETWORK' ? '没有网络，电脑登录要有网络才行。' : message);
    } finally {
      setBusy(false);
    }
  };

  if (done) {
    return (
      <PageShell title="电脑登录">
        <Empty
          icon="check"
          title="电脑上已经登录"
          hint="12 小时后自动退出。公用的电脑，用完请在电脑上点 我的 → 退出登录。"
          action="返回"
          onAction={goBack}
        />
      </PageShell>
    );
  }
  return (
    <PageShell
      title="电脑登录"
      bottom={
        <Button
          block
          size={56}
          busy={busy}
          lacks={deskCodeLacks(code)}
          onPress={() => void confirm()}
        >
          让这台电脑登录
        </Button>
      }
    >
      <Card pad>
        <TextField
          label="电脑上显示的登录码"
          keyboard="number"
          value={code}
          max={9}
          error={error || undefined}
          onChange={setCode}
          onEnter={() => void confirm()}
        />
      </Card>
      <View className="t-sub c-ink-2">
        在电脑的浏览器里打开“强基”的网址，点“取登录码”，把那 8 位数字填在这里。
      </View>
      <View className="t-sub c-warn">
        只填你面前那台电脑上的登录码。别人发来的登录码不要填，填了就等于让别人用你的账号。
      </View>
    </PageShell>
  );
}
