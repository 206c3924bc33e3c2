import { View } from '@tarojs/components';
import type { Profile } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { a11y } from '@/ui/press/a11y';
import { Section } from '@/ui/section';
import { spacedCode } from './login.view';
import { useDeskCode } from './use-desk-code';

/** 用手机登录: a browser shows a code, its person types it into the mini-program. */
export function DeskSignIn({ onDone }: { onDone: (me: Profile) => void }) {
  const { code, over, error, busy, start } = useDeskCode(onDone);
  return (
    <Section title="用手机登录">
      <Card pad>
        <View className="l-col g-12">
          {code === undefined ? (
            <>
              <View className="t-sub c-ink-2">
                {over
                  ? '登录码过了时间，请重新取一个。'
                  : '电脑上没有微信账号，用手机上的“强基”确认一下。'}
              </View>
              <Button block size={56} busy={busy} onPress={() => void start()}>
                {over ? '重新取登录码' : '取登录码'}
              </Button>
            </>
          ) : (
            <>
              <View
                className="account-desk__code"
                {...a11y({ role: 'status', label: `登录码 ${code}` })}
              >
                {spacedCode(code)}
              </View>
              <View className="t-sub c-ink-2">
                在手机上打开“强基”，点 我的 → 电脑登录，输入这个登录码。3 分钟内有效。
              </View>
            </>
          )}
          {error !== '' && (
            <View className="t-sub account-login__error" {...a11y({ role: 'alert' })}>
              {error}
            </View>
          )}
        </View>
      </Card>
    </Section>
  );
}
