import { useState } from 'react';
import { View } from '@tarojs/components';
import { requirePrivacy } from '@/platform/privacy';
import { toApiError } from '@/platform/request';
import { bindByCode, bindByPhone, loginWechat } from '@/platform/wechat-login';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { Section } from '@/ui/section';
import { Switch } from '@/ui/switch';
import { codeLacks } from './login.view';

const NOT_AGREED = '没同意隐私保护指引，就不取你的微信标识，也就登录不了。想好了再点一次';
const DISAGREED = '先看隐私说明，同意了再绑定';
const NO_PHONE = '没取到手机号。可以再点一次，或填联络员给的绑定码';

interface Props {
  onDone: () => void;
  onError: (message: string) => void;
}

/**
 * 微信登录; the first time, binding to the roster by phone number or by a code. WeChat's privacy gate stands
 * before all of it: signing in already takes the WeChat account's id. Binding keeps it, so our own notice is
 * agreed to first.
 */
export function WechatSignIn({ onDone, onError }: Props) {
  const [busy, setBusy] = useState(false);
  const [bindToken, setBindToken] = useState<string>();
  const [code, setCode] = useState('');
  const [agreed, setAgreed] = useState(false);

  const attempt = async (act: () => Promise<{ bindToken?: string } | void>) => {
    setBusy(true);
    onError('');
    try {
      const result = await act();
      if (result?.bindToken) setBindToken(result.bindToken);
      else onDone();
    } catch (thrown) {
      const error = toApiError(thrown);
      // The ticket is over: WeChat has to vouch again.
      if (error.code === 'WECHAT_CODE_INVALID') setBindToken(undefined);
      onError(error.message);
    } finally {
      setBusy(false);
    }
  };
  const signIn = async () => {
    if (await requirePrivacy()) await attempt(loginWechat);
    else onError(NOT_AGREED);
  };
  const phoneAnswered = (phoneCode: string | undefined) => {
    if (!bindToken) return;
    if (phoneCode) void attempt(() => bindByPhone(bindToken, phoneCode));
    else onError(NO_PHONE);
  };

  if (!bindToken) {
    return (
      <Button block size={56} icon="user" busy={busy} onPress={() => void signIn()}>
        微信登录
      </Button>
    );
  }
  return (
    <Section title="第一次用，先认一认你是谁">
      <Card pad>
        <View className="l-col g-12">
          <View className="l-row g-8 account-login__agree">
            <View className="f-1">
              <View className="t-body">看过隐私说明，同意</View>
              <View className="t-sub c-ink-2">不同意就不绑定，手机号和微信标识都不留</View>
            </View>
            <Switch label="看过隐私说明，同意" on={agreed} onChange={setAgreed} />
          </View>
          <Button
            block
            busy={busy}
            lacks={agreed ? undefined : DISAGREED}
            openType="getPhoneNumber"
            onGetPhoneNumber={({ detail }) => phoneAnswered((detail as { code?: string }).code)}
          >
            用名册上的手机号绑定
          </Button>
          <TextField
            label="或填绑定码"
            hint="手机号没登记或换了号，找本单位联络员要，24 小时内有效"
            value={code}
            max={20}
            onChange={setCode}
          />
          <Button
            block
            kind="o"
            busy={busy}
            lacks={agreed ? codeLacks(code) : DISAGREED}
            onPress={() => void attempt(() => bindByCode(bindToken, code))}
          >
            用绑定码绑定
          </Button>
        </View>
      </Card>
    </Section>
  );
}
