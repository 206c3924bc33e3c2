import { View } from '@tarojs/components';
import {
  answerPrivacy,
  openPrivacyContract,
  PRIVACY_BUTTON_ID,
  usePrivacyAsked,
} from '@/platform/privacy';
import { Button } from '../button';
import { useModal } from '../overlay/use-modal';
import { a11y, heading } from '../press/a11y';
import '../overlay/index.scss';
import '../dialog/index.scss';

/** WeChat's gate before place, camera or phone number; its agreeing button has to be WeChat's own. */
export function PrivacyDialog() {
  return usePrivacyAsked() ? <Asked /> : null;
}

function Asked() {
  const refuse = () => answerPrivacy(false);
  const id = useModal(true, refuse, true);
  return (
    <View className="qj-veil qj-veil--middle">
      <View className="qj-veil__shade" {...a11y({ hidden: true })} />
      <View id={id} className="qj-dialog" {...a11y({ role: 'alertdialog', label: '隐私说明' })}>
        <View className="t-head" {...heading(2)}>
          要用到你的隐私信息
        </View>
        <View className="qj-dialog__text">
          拍照、取位置、绑定手机号之前，请先看隐私保护指引。不同意也能用其他功能。
        </View>
        <Button kind="s" block onPress={() => void openPrivacyContract()}>
          看隐私保护指引
        </Button>
        <View className="qj-dialog__buttons">
          <Button kind="o" block onPress={refuse}>
            先不用
          </Button>
          <Button
            id={PRIVACY_BUTTON_ID}
            block
            openType="agreePrivacyAuthorization"
            onAgreePrivacyAuthorization={() => answerPrivacy(true)}
          >
            同意
          </Button>
        </View>
      </View>
    </View>
  );
}
