/** Invented streets of each squadron. */
export const SECTIONS: Record<string, string[]> = {
  hutang: ['花园街东段', '定安路', '广电路菜场口', '新城路学校门口', '吾悦后街', '人民西路'],
  huayuan: ['花园路', '园前街', '兴隆路夜市口', '长虹路', '市民广场'],
  qingyang: ['青洋路', '河滨西路', '菱溪路', '医院东门', '青龙苑北门'],
  xinqiao: ['新桥大街', '创业路', '崇义路', '高铁站南广场', '新科路'],
  binhe: ['滨河大道', '码头路', '临江路', '沿河步道', '开发区管委会前'],
  yungang: ['云港路', '物流园北门', '凤鸣路', '湖东花苑', '公交首末站'],
};

/** About the middle of each squadron's streets (GCJ-02 degrees). */
export const MIDDLES: Record<string, { lng: number; lat: number }> = {
  hutang: { lng: 119.953, lat: 31.713 },
  huayuan: { lng: 119.961, lat: 31.738 },
  qingyang: { lng: 120.012, lat: 31.771 },
  xinqiao: { lng: 119.938, lat: 31.853 },
  binhe: { lng: 119.981, lat: 31.917 },
  yungang: { lng: 120.041, lat: 31.702 },
};

export interface Scene {
  category: string;
  party: 'shop' | 'person' | 'organisation' | 'none';
  photos: string[];
  what: string[];
}

export const DAY_SCENES: Scene[] = [
  {
    category: 'outdoor_trading',
    party: 'shop',
    photos: ['goods-outside', 'fruit-boxes'],
    what: ['水果店把筐摆到盲道上', '五金店的货堆到店门外', '早点铺把桌子支到人行道'],
  },
  {
    category: 'mobile_vendor',
    party: 'person',
    photos: ['street-stall'],
    what: ['三轮车在路口卖菜', '流动摊停在学校门口', '卖花的车占了半边人行道'],
  },
  {
    category: 'street_occupation',
    party: 'shop',
    photos: ['piled-goods', 'goods-outside'],
    what: ['促销台摆到了人行道', '修车铺在路面上修车', '快递点在门口分拣包裹'],
  },
  {
    category: 'posted_ads',
    party: 'none',
    photos: ['posters-on-pole'],
    what: ['灯杆上贴了小广告', '公交站牌背面有张贴'],
  },
  {
    category: 'piled_goods',
    party: 'shop',
    photos: ['piled-goods'],
    what: ['店门口堆着纸箱', '装修材料堆在路边'],
  },
  {
    category: 'hung_laundry',
    party: 'person',
    photos: ['laundry'],
    what: ['绿化带里拉绳晒被子', '行道树之间晾衣服'],
  },
  {
    category: 'banner',
    party: 'shop',
    photos: ['banner'],
    what: ['店庆横幅挂到了树上'],
  },
  {
    category: 'bike_parking',
    party: 'none',
    photos: ['bikes-parked'],
    what: ['共享单车堵了盲道', '地铁口单车倒了一片'],
  },
  {
    category: 'sidewalk_parking',
    party: 'person',
    photos: ['pavement-clear'],
    what: ['小车停在人行道上'],
  },
  {
    category: 'littering',
    party: 'person',
    photos: ['litter-bin'],
    what: ['垃圾桶外丢了建筑袋', '餐饮店往雨水口倒水'],
  },
  {
    category: 'frontage_duty',
    party: 'shop',
    photos: ['shop-tidy'],
    what: ['门前责任区有烟头和纸屑', '门前地面有油污'],
  },
  {
    category: 'site_fencing',
    party: 'organisation',
    photos: ['site-fence'],
    what: ['工地围挡缺了一块', '围挡外堆了沙'],
  },
  {
    category: 'construction_waste',
    party: 'organisation',
    photos: ['waste-truck'],
    what: ['渣土车出场没冲洗', '小区装修垃圾没有袋装'],
  },
  {
    category: 'public_request',
    party: 'shop',
    photos: ['shop-tidy'],
    what: ['12345 反映店家占道，到场核实', '12345 反映门口有摊，到场看了'],
  },
  {
    category: 'illegal_building',
    party: 'organisation',
    photos: ['illegal-shed', 'measuring-tape'],
    what: ['屋顶新搭了彩钢棚', '后院围了一间小房'],
  },
];

export const NIGHT_SCENES: Scene[] = [
  {
    category: 'open_barbecue',
    party: 'shop',
    photos: ['barbecue-smoke'],
    what: ['烧烤店把炉子搬到店外', '路口有露天烧烤'],
  },
  {
    category: 'mobile_vendor',
    party: 'person',
    photos: ['night-street', 'street-stall'],
    what: ['夜市外溢了五六个摊', '小吃车停在公交站'],
  },
  {
    category: 'noise',
    party: 'shop',
    photos: ['night-street'],
    what: ['店门口音箱声音大', '广场音响过了时间'],
  },
  {
    category: 'fumes',
    party: 'shop',
    photos: ['barbecue-smoke'],
    what: ['居民说饭店油烟往楼上飘'],
  },
  {
    category: 'site_noise',
    party: 'organisation',
    photos: ['site-fence'],
    what: ['工地夜里还在浇筑'],
  },
];

export const INCIDENTS = [
  '两家摊主为位置推搡，分开劝住，没有人受伤',
  '路边有老人摔倒，扶到店里坐下，叫了救护车',
  '窨井盖碎了，先拉起警戒，报给行动办',
  '当事人情绪激动围了些人，先停手讲清楚，等支援',
];

export const OUTCOMES: Record<string, string[]> = {
  remind: ['提醒后当场收回', '说了一声，自己收好了', '提醒后清理了'],
  help_move: ['一起搬回店里', '帮着挪到疏导点', '搭手收好，扫干净了'],
  persuasion: ['劝导后离开', '讲清道理，当场改了', '劝到疏导点去了'],
  admin_guidance: ['讲清要求和期限，约好复看', '给了一份告知单，教了怎么做'],
  mediation: ['两边都让了一步，说好了'],
  report_up: ['已报行动办转办', '报给责任单位处理'],
  order_to_correct: ['开了责令改正通知书，限今天改好', '责令改正，下午去复查'],
  on_spot_penalty: ['告知了理由和权利，当场处罚，交了决定书'],
  evidence_registration: ['报批后先行登记保存，清单当场交了'],
  case_filing: ['先固定证据，报中队立案'],
  transfer: ['职责不在我们，按移送函移交'],
};

export const MATTER_NOTES = [
  '复看过，已经改好',
  '下午又去了一次，收干净了',
  '责任单位回了，办完了',
];

/** What was noted about a fault, by the item of the checklist (spot checks and self-checks). */
export const FAULT_NOTES: Record<string, string[]> = {
  'spot_check A1': ['臂章松了，扣子少一颗', '胸牌没戴'],
  'spot_check A2': ['制服裤配了便鞋'],
  'spot_check A3': ['袖子卷着'],
  'spot_check A5': ['协管员马甲没穿，分不清'],
  'spot_check B3': ['坐在车里看手机'],
  'spot_check B4': ['开口先问“谁让你摆的”，没有问好', '没说自己是哪个中队的'],
  'spot_check B5': ['说话有点冲，提醒后改了'],
  'spot_check C2': ['没有先亮证', '证件在车上，没带在身上'],
  'spot_check C4': ['只说了罚多少，没说可以申辩'],
  'spot_check C6': ['笔录少了当事人签名'],
  'spot_check D1': ['只带了一部记录仪'],
  'spot_check D2': ['到现场两分钟后才开机'],
  'spot_check D6': ['时间慢了六分钟，没对过'],
  'spot_check D7': ['执法车压线停放'],
  'spot_check E1': ['迟到十分钟'],
  'spot_check E5': ['上一班的遗留事项没看'],
  'spot_check G1': ['岗亭九点才开门'],
  'spot_check S1-1': ['只带了一部记录仪'],
  'spot_check S1-2': ['到现场两分钟后才开机', '说完话先关了，收摊那段没录到'],
  'spot_check S1-3': ['镜头被衣领挡住一半'],
  'spot_check S1-4': ['没说已经在录'],
  'spot_check S2-1': ['亮证在录像里，告知的话没录到'],
  'spot_check S3-3': ['时间慢了六分钟'],
  'readiness A1': ['臂章忘在宿舍', '少一颗扣子'],
  'readiness D6-1': ['电量只有一半，已换'],
  'readiness D6-2': ['时间慢了几分钟，已对'],
  'readiness W2': ['遗留事项还没看'],
  'conduct P2': ['先说了事，后亮的证'],
  'conduct P4': ['没说清什么时候来复查'],
  'conduct R2': ['换电池断了一分钟'],
};

/** Pictures for evidence and corrections, by topic. */
export const TOPIC_PHOTOS: Record<string, string> = {
  uniform: 'uniform-shoulder',
  enforcement_id: 'enforcement-id',
  recorder: 'recorder-on-chest',
  discipline: 'patrol-car',
};
