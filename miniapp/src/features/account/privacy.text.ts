/** What is collected, why and for how long: the notice that people agree to (version in shared-types). */
export interface PrivacyItem {
  what: string;
  why: string;
  keep: string;
}

export const PRIVACY_ITEMS: readonly PrivacyItem[] = [
  {
    what: '姓名、工号、单位、职务、执法证',
    why: '认出你是谁、能做哪些事。来自本局名册，不用你填',
    keep: '在岗期间，离岗后按本局档案规定',
  },
  {
    what: '手机号、微信标识',
    why: '用来把微信和名册上的你对上；你要了飞行考试提醒的，那一条按微信标识发给你。不给别人看',
    keep: '解除绑定即删',
  },
  {
    what: '位置',
    why: '记执勤、做督察时，你点一下才取一次，用来说明在哪儿。平时不取，轨迹默认不开',
    keep: '随那条记录',
  },
  {
    what: '照片、签名',
    why: '执勤和督察的证据。原件封存，谁看过都有记录',
    keep: '随那条记录',
  },
  {
    what: '学习、答题、自查、执勤、督察记录',
    why: '做这些工作本身。不记学习时长，不排名次；竞赛的榜只排那一场',
    keep: '按本局档案规定',
  },
  {
    what: '要不要微信提醒',
    why: '你点过才发，点一次发一条，只发飞行考试的通知。提醒里没有姓名和成绩',
    keep: '在岗期间；发没发出去的记录三个月',
  },
  {
    what: '手机时钟与网络有无',
    why: '把离线时记的内容排好先后、补送出去',
    keep: '随那条记录',
  },
];

export const PRIVACY_RIGHTS: readonly string[] = [
  '你可以在“记在我名下的”里看到存了什么、谁看过。',
  '你可以随时撤回同意：撤回后退出登录，不再收集，已有的工作记录按规定保存。',
  '位置属于敏感个人信息，不同意取位置也能记执勤，只是少一项说明。',
  '有疑问或要更正，找本单位联络员，或在“投诉建议”里写给行动办。',
];
