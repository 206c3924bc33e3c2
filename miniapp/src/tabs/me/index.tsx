import { View } from '@tarojs/components';
import { authContract, noticeContract } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { toApiError } from '@/platform/request';
import { logout, refreshMe, unbindWechat, useMe } from '@/platform/session';
import { useOutboxCount } from '@/platform/outbox';
import { PRIVACY_PAGE } from '@/shell/gate';
import { officePagesOf } from '@/shell/office-menu';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { useConfirm } from '@/ui/dialog';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Seg } from '@/ui/seg';
import { Tag } from '@/ui/tag';
import { toast } from '@/ui/toast';
import { useLook, type FontChoice, type ThemeChoice } from '@/ui/theme';
import { LiaisonCell, MasteryCard, OutboxCell, Setting, WhoPlate } from './parts';
import './index.scss';

const FONTS: { value: FontChoice; text: string }[] = [
  { value: '1', text: '标准' },
  { value: '2', text: '大' },
  { value: '3', text: '特大' },
];
const THEMES: { value: ThemeChoice; text: string }[] = [
  { value: 'system', text: '跟随' },
  { value: 'light', text: '关' },
  { value: 'dark', text: '开' },
];

export default function MeTab() {
  const me = useMe();
  const { theme, font, setTheme, setFont } = useLook();
  const inbox = useResource(noticeContract.listMine, { query: { limit: 20 } });
  const info = useResource(authContract.appInfo, {});
  const { pending } = useOutboxCount();
  const [dialog, ask] = useConfirm();
  const office = officePagesOf(me);
  const unread = inbox.data?.unread ?? 0;

  const leave = async () => {
    const text =
      pending > 0
        ? `还有 ${pending} 条没送出，会留在手机里，你再登录时接着送。`
        : '手机里的离线内容会清掉，再登录时重新取。';
    const sure = await ask({ title: '退出登录', text, yes: '退出', no: '先不退' });
    if (sure) await logout();
  };
  const unbind = async () => {
    const sure = await ask({
      title: '解除微信绑定',
      text: '存着的微信标识和手机号会删掉，所有设备退出登录。再用要向管理员要绑定码。工作记录不受影响。',
      yes: '解除绑定',
      no: '先不解除',
      danger: true,
    });
    if (!sure) return;
    await unbindWechat().catch((thrown) => toast(toApiError(thrown).message, 'bad'));
  };
  // Offline the profile that is kept stays; nothing to tell.
  const refresh = () => Promise.all([refreshMe().catch(() => undefined), inbox.refresh()]);

  return (
    <PageShell title="我的" tab="me" onRefresh={refresh} status={me ? 'ready' : 'loading'}>
      {me && <WhoPlate me={me} />}
      <OutboxCell />
      <MasteryCard />
      <Card>
        <Cell
          icon="bell"
          title="收件箱"
          right={unread > 0 ? <Tag tone="brand">{`${unread} 条没看`}</Tag> : undefined}
          onPress={() => openPage('/features/notice/pages/inbox/index')}
        />
        <Cell
          icon="eye"
          title="记在我名下的"
          meta="存了什么，谁看过"
          onPress={() => openPage('/features/account/pages/holdings/index')}
        />
        <Cell
          icon="calendar"
          title="我的请假"
          value="谁记的，到哪天"
          onPress={() => openPage('/features/leave/pages/mine/index')}
        />
        <Cell
          icon="message-square"
          title="投诉建议"
          value="可以匿名"
          onPress={() => openPage('/features/feedback/pages/mine/index')}
        />
        {me && <LiaisonCell me={me} />}
        {office.length > 0 && (
          <Cell
            icon="briefcase"
            title="管理"
            value={office.map((page) => page.text).join('、')}
            onPress={() => openPage('/features/org/pages/manage/index')}
          />
        )}
      </Card>
      <Card>
        <Setting icon="a-large-small" title="字号">
          <Seg
            label="字号"
            options={FONTS}
            value={font === 'system' ? '1' : font}
            onChange={setFont}
          />
        </Setting>
        <Setting icon="moon" title="深色">
          <Seg label="深色" options={THEMES} value={theme} onChange={setTheme} />
        </Setting>
      </Card>
      <Card>
        <Cell
          plain
          icon="lock"
          title="电脑登录"
          onPress={() => openPage('/features/account/pages/desk/index')}
        />
        <Cell plain icon="shield-check" title="隐私说明" onPress={() => openPage(PRIVACY_PAGE)} />
        {info.data?.demo === false && (
          <Cell plain icon="x" title="解除微信绑定" onPress={() => void unbind()} />
        )}
        <Cell plain icon="log-out" title="退出登录" onPress={() => void leave()} />
      </Card>
      <View className="me-foot t-cap c-ink-3">
        <View>{info.data?.operatorName}</View>
        <View>{`政务应用备案号：${info.data?.filingNumber ?? '待编号'}`}</View>
      </View>
      {dialog}
    </PageShell>
  );
}
