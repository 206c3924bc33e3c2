import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  ROLE_NAMES,
  grantsAfterLeaving,
  mayKeep,
  orgContract,
  type Grant,
  type Profile,
  type Role,
  type RosterPerson,
  type Unit,
} from '@qiangji/shared-types';
import { call, toApiError } from '@/platform/request';
import { whenText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { useConfirm } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import { Section } from '@/ui/section';
import { Select } from '@/ui/select';
import { Switch } from '@/ui/switch';
import { toast } from '@/ui/toast';
import { grantText, rolesToGive, spokenCode, unitsToGive, withGrant } from './org.view';
import './org.scss';

interface Props {
  me: Profile;
  person: RosterPerson;
  units: readonly Unit[];
  onSaved: (person: RosterPerson) => void;
  /** Somebody else changed the person since the form was opened. */
  onStale: () => void;
}

/** One person of the roster: where, what post, entrusted with what, and how they sign in. */
export function PersonForm(props: Props) {
  return mayKeep(props.me, props.person) ? <Form {...props} /> : <OfficeOnly {...props} />;
}

/** Whoever is entrusted with more than this keeper could give. */
function OfficeOnly({ person, units }: Props) {
  return (
    <View className="l-col g-12">
      <Card>
        <Cell plain title={person.unitName} meta={person.post} />
        {person.grants.map((grant) => {
          const text = grantText(grant, unitNames(units));
          return <Cell key={text} plain title={text} />;
        })}
      </Card>
      <View className="t-sub c-ink-2">
        这个人担着你授不了的岗位。换单位、停用、发绑定码，请找行动办。
      </View>
    </View>
  );
}

function Form({ me, person, units, onSaved, onStale }: Props) {
  const [unitPath, setUnitPath] = useState(person.unitPath);
  const [post, setPost] = useState(person.post);
  const [active, setActive] = useState(person.active);
  const [grants, setGrants] = useState<readonly Grant[]>(person.grants);
  const [busy, setBusy] = useState(false);
  const self = me.personId === person.personId;
  // Given anew below if they go on there; the service does the same.
  const move = (to: string) => {
    setUnitPath(to);
    if (!self) setGrants(to === person.unitPath ? person.grants : remaining);
  };
  const remaining = grantsAfterLeaving(person.grants, person.unitPath);
  const ends = unitPath !== person.unitPath && remaining.length < person.grants.length;
  const mine = unitsToGive(me, units).map((unit) => ({ value: unit.path, text: unit.name }));

  const save = async () => {
    setBusy(true);
    try {
      const params = { personId: person.personId };
      const body = {
        unitPath,
        post: post.trim(),
        active,
        seenAt: person.updatedAt,
        ...(self ? {} : { grants: [...grants] }),
      };
      onSaved(await call(orgContract.changePerson, { params, body }));
      toast('存好了，换了单位或授权的要重新登录');
    } catch (thrown) {
      const { code, message } = toApiError(thrown);
      toast(code === 'VERSION_CONFLICT' ? '别人刚改过这个人，请再打开看一遍' : message, 'bad');
      if (code === 'VERSION_CONFLICT') onStale();
    } finally {
      setBusy(false);
    }
  };

  return (
    <View className="l-col g-12">
      <Select label="单位" options={mine} value={unitPath} onChange={move} />
      {ends && (
        <View className="t-sub c-warn">
          离开{person.unitName}，那里的中队长、联络员岗位就去掉了；要接着担，在下面再加上。
        </View>
      )}
      <TextField label="职务" max={40} value={post} onChange={setPost} />
      <Card>
        <Cell
          plain
          title="在岗"
          meta={self ? '不能停用自己' : undefined}
          right={<Switch label="在岗" on={active} onChange={setActive} disabled={self} />}
        />
      </Card>
      {self ? (
        <View className="t-sub c-ink-2">不能给自己改授权。</View>
      ) : (
        <Grants me={me} grants={grants} units={units} onChange={setGrants} />
      )}
      <Button
        block
        busy={busy}
        lacks={post.trim() === '' ? '还没填职务' : undefined}
        onPress={() => void save()}
      >
        存下
      </Button>
      {active && (
        <BindingCode
          person={person}
          self={self}
          dirty={unitPath !== person.unitPath || post !== person.post || grants !== person.grants}
          onUnbound={onSaved}
        />
      )}
    </View>
  );
}

const unitNames = (units: readonly Unit[]) => (path: string) =>
  units.find((unit) => unit.path === path)?.name ?? path;

interface GrantsProps {
  me: Profile;
  grants: readonly Grant[];
  units: readonly Unit[];
  onChange: (grants: Grant[]) => void;
}

function Grants({ me, grants, units, onChange }: GrantsProps) {
  const [role, setRole] = useState<Role>();
  const [unitPath, setUnitPath] = useState<string>();
  const nameOf = unitNames(units);
  const roles = rolesToGive(me).map((value) => ({ value, text: ROLE_NAMES[value] }));
  const places = unitsToGive(me, units).map((unit) => ({ value: unit.path, text: unit.name }));
  const add = () => {
    if (role && unitPath) onChange(withGrant(grants, { role, unitPath }));
    setRole(undefined);
  };
  return (
    <Section title="岗位授权">
      <Card>
        {grants.map((grant) => {
          const text = grantText(grant, nameOf);
          return (
            <Cell
              key={text}
              plain
              title={text}
              right={
                <Button
                  kind="o"
                  size={44}
                  label={`去掉 ${text}`}
                  onPress={() => onChange(grants.filter((one) => one !== grant))}
                >
                  去掉
                </Button>
              }
            />
          );
        })}
        {grants.length === 0 && <Cell plain title="没有授权" />}
      </Card>
      <Select label="加一项" options={roles} value={role} onChange={setRole} />
      <Select label="管哪个单位" options={places} value={unitPath} onChange={setUnitPath} />
      <Button
        kind="s"
        block
        lacks={!role ? '先选岗位' : !unitPath ? '先选单位' : undefined}
        onPress={add}
      >
        加上
      </Button>
    </Section>
  );
}

interface BindingCodeProps {
  person: RosterPerson;
  /** Oneself one unbinds in 我的: nobody would be left to give the code. */
  self: boolean;
  /** Something above is not saved yet, and would be gone. */
  dirty: boolean;
  onUnbound: (person: RosterPerson) => void;
}

function BindingCode({ person, self, dirty, onUnbound }: BindingCodeProps) {
  const { personId, name, bound } = person;
  const [issued, setIssued] = useState<{ bindingCode: string; validUntil: string }>();
  const [busy, setBusy] = useState(false);
  const [dialog, ask] = useConfirm();
  const tried = async (act: () => Promise<void>) => {
    setBusy(true);
    try {
      await act();
    } catch (thrown) {
      toast(toApiError(thrown).message, 'bad');
    } finally {
      setBusy(false);
    }
  };
  const issue = async () =>
    setIssued(await call(orgContract.issueBindingCode, { params: { personId } }));
  const unbind = async () => {
    const sure = await ask({
      title: `解除${name}的微信绑定`,
      text: '存着的微信标识和手机号会删掉，他的设备都退出登录。再用要你发绑定码。工作记录不受影响。',
      yes: '解除绑定',
      no: '先不解除',
      danger: true,
    });
    if (!sure) return;
    await tried(async () => {
      onUnbound(await call(orgContract.unbindPerson, { params: { personId } }));
      toast('解除了，再用要发绑定码');
    });
  };
  return (
    <Section title="微信绑定" note={bound ? '已绑定' : '还没绑定'}>
      {issued && (
        <View className="org-code">
          <View className="org-code__text">{spokenCode(issued.bindingCode)}</View>
          <View className="t-cap c-ink-2">
            {`只显示这一次，用一次就作废，${whenText(issued.validUntil)}前有效`}
          </View>
        </View>
      )}
      <Button kind="o" block busy={busy} onPress={() => void tried(issue)}>
        {bound ? '发绑定码换微信' : '发绑定码'}
      </Button>
      {bound && !self && (
        <Button
          kind="o"
          block
          busy={busy}
          lacks={dirty ? '上面的改动先存下' : undefined}
          onPress={() => void unbind()}
        >
          解除绑定
        </Button>
      )}
      {dialog}
    </Section>
  );
}
