import type {
  Criterion,
  PartKey,
  QuestionBody,
  QuestionKey,
  QuestionLaw,
} from '@qiangji/shared-types';

/** A question that the bureau's legal section wrote itself. */
export interface OwnQuestion {
  code: string;
  topic: string;
  difficulty: number;
  law: QuestionLaw | null;
  body: QuestionBody;
  key: QuestionKey;
  /** With which it was first put into use, where that was wrong. */
  printed?: QuestionKey;
  explanation: string;
}

const PENALTY = '中华人民共和国行政处罚法';
const COERCION = '中华人民共和国行政强制法';
const PENALTY_VERSION = '2021年修订';
const COERCION_VERSION = '2012年施行';

const asked = (stem: string) => ({ stem, media: [] });
const options = (...texts: string[]) => texts.map((text, i) => ({ id: 'abcdef'.charAt(i), text }));
const written = (stem: string) => ({
  kind: 'short_answer' as const,
  ...asked(stem),
  maxLength: 400,
});
const model = (text: string, ...criteria: [string, number][]): PartKey => ({
  kind: 'short_answer',
  model: text,
  criteria: criteria.map(([what, points], i): Criterion => ({
    id: `c${i + 1}`,
    text: what,
    points,
  })),
});

/** Its key was typed wrong, which an appeal brought to light: this is the right one. */
export const MISPRINTED: OwnQuestion = {
  code: 'w-5f2c8e1a907b4d36',
  topic: 'evidence',
  difficulty: 2,
  law: { name: PENALTY, article: '第五十六条', version: PENALTY_VERSION },
  body: {
    kind: 'single',
    ...asked('摊主的三轮车作为证据先行登记保存后，几日内要作出处理决定？'),
    options: options('三日', '五日', '七日', '十五日'),
  },
  printed: { kind: 'single', answer: ['d'] },
  key: { kind: 'single', answer: ['c'] },
  explanation: '先行登记保存证据，七日内要及时作出处理决定。',
};

/** Two of its options can be argued for: whoever knows more takes the wrong one. */
export const AMBIGUOUS: OwnQuestion = {
  code: 'w-b81d4e60c2f97a35',
  topic: 'evidence',
  difficulty: 3,
  law: { name: PENALTY, article: '第五十五条', version: PENALTY_VERSION },
  body: {
    kind: 'single',
    ...asked('现场制作的笔录，当事人看完不肯签名，接下来怎么做？'),
    options: options(
      '在笔录上注明情况',
      '请在场的见证人签名',
      '笔录作废，改天再做',
      '不签就先不放行',
    ),
  },
  key: { kind: 'single', answer: ['a'] },
  explanation: '当事人拒绝签名，在笔录上注明就可以。',
};

const PERSUADE: OwnQuestion = {
  code: 'w-0c4f7d92ab6e1853',
  topic: 'ladder_721',
  difficulty: 2,
  law: null,
  body: written('水果店把货筐摆上了人行道，你和搭档走过去。按先教育后处罚的做法，分几步处理？'),
  key: model(
    '先问好、亮证，说明来意；指出占道的地方，讲清规定，请店家马上搬回去；搬了就教育到位，约好回看；拒不改的，再取证、告知，按程序处罚。',
    ['问好、亮证、说明来意', 2],
    ['讲清规定，先请改正', 4],
    ['改了教育并回看', 2],
    ['不改再取证、告知、处罚', 2],
  ),
  explanation: '处罚和教育结合，先让当事人改正。',
};

const ON_SPOT: OwnQuestion = {
  code: 'w-7e93b5d01f4a6c28',
  topic: 'on_spot_penalty',
  difficulty: 3,
  law: { name: PENALTY, article: '第五十一条、第五十二条', version: PENALTY_VERSION },
  body: written('你想对一名流动摊贩当场罚款。罚之前要核对什么，罚的时候要做到什么？'),
  key: model(
    '核对违法事实确凿、有法定依据，对公民在二百元以下；亮证，告知内容、理由、依据和权利，听申辩；填写预定格式、编有号码的决定书，当场交付；事后报中队备案。',
    ['事实确凿、有依据、二百元以下', 4],
    ['亮证、告知、听申辩', 3],
    ['填编号决定书，当场交付', 2],
    ['报所属机关备案', 1],
  ),
  explanation: '当场处罚的条件和手续，缺一项都可能被撤。',
};

const SEIZED: OwnQuestion = {
  code: 'w-2ad60f8b39c5e714',
  topic: 'seizure',
  difficulty: 4,
  law: { name: COERCION, article: '第十八条、第二十四条', version: COERCION_VERSION },
  body: {
    kind: 'case',
    ...asked('夜里巡查，老赵的烧烤摊第三次占道，中队打算扣下烤炉。老赵在场，情绪激动。'),
    parts: [
      {
        id: 'p1',
        points: 3,
        body: {
          kind: 'single',
          ...asked('动手之前，先要办什么？'),
          options: options('向负责人报批', '请老赵写保证书', '通知媒体到场'),
        },
      },
      { id: 'p2', points: 7, body: written('扣的当时，对老赵要做到哪几件事？') },
    ],
  },
  key: {
    kind: 'case',
    parts: [
      { id: 'p1', key: { kind: 'single', answer: ['a'] } },
      {
        id: 'p2',
        key: model(
          '两名以上执法人员亮证；当场告知理由、依据和权利；听老赵陈述申辩；做现场笔录，由老赵和执法人员签名；当场交付扣押决定书和清单。',
          ['两人以上、亮证', 2],
          ['告知理由、依据、权利，听申辩', 3],
          ['现场笔录签名', 2],
          ['当场交付决定书和清单', 3],
        ),
      },
    ],
  },
  explanation: '扣押先报批，当场交付决定书和清单，不能只拿走东西。',
};

/** What the written exam asks, in its order. */
export const WRITTEN = [PERSUADE, ON_SPOT, SEIZED];
export const OWN_QUESTIONS: OwnQuestion[] = [MISPRINTED, AMBIGUOUS, ...WRITTEN];

/** What somebody wrote, with the points that a marker gives for each criterion; the best first. */
export interface Wording {
  text: string;
  points: number[];
}

/** The shipped written question, as the monthly exam asks it. */
export const HEARING = 'q-f36-s1';

/** By question and, of a case, its part. */
export const WORDINGS: Record<string, Wording[]> = {
  [HEARING]: [
    {
      text: '开会前七个工作日把时间地点通知当事人，主持人找没办这个案子的同事，再告诉他可以请一到两个人代理。',
      points: [4, 4, 2],
    },
    { text: '提前七天通知时间和地点，换一个没经手的人主持，听证不收钱。', points: [4, 4, 0] },
    { text: '提前通知他什么时候、在哪里开，主持人不能是办案的人。', points: [2, 4, 0] },
    { text: '通知时间地点，准备好案卷和证据，安排人记录。', points: [2, 0, 0] },
    { text: '把会议室订好，叫当事人来。', points: [0, 0, 0] },
  ],
  [PERSUADE.code]: [
    {
      text: '先敬礼亮证，说明是来看占道的；告诉店家人行道不能摆，请他马上搬回店里；搬了就讲清楚下次怎么办，下午再转回来看；不搬就拍照取证，告知要处罚，按程序走。',
      points: [2, 4, 2, 2],
    },
    {
      text: '问好亮证，讲占道影响走路，请他先搬，搬完提醒下次注意。不听的开责令改正。',
      points: [2, 4, 1, 1],
    },
    { text: '先劝他搬回去，讲规定，劝不动再处罚。', points: [0, 4, 0, 2] },
    { text: '告诉他占道了，让他收，收了就走。', points: [0, 3, 0, 0] },
    { text: '拍照，开单子。', points: [0, 0, 0, 1] },
  ],
  [ON_SPOT.code]: [
    {
      text: '看事实清不清楚、有没有依据、是不是二百元以内。亮证，说明罚什么、为什么，听他怎么讲。填编号的决定书当场给他，回来报中队备案。',
      points: [4, 3, 2, 1],
    },
    {
      text: '违法事实确凿，个人二百元以下才能当场罚。要亮证、告知，当场把决定书交给他。',
      points: [4, 2, 2, 0],
    },
    { text: '二百元以下，两个人，亮证，开决定书。', points: [2, 1, 2, 0] },
    { text: '金额小就可以当场罚，要给票据。', points: [1, 0, 0, 0] },
    { text: '先和他讲清楚，再收钱。', points: [0, 1, 0, 0] },
  ],
  [`${SEIZED.code}:p2`]: [
    {
      text: '两个人都亮证，告诉他为什么扣、依据什么、可以申辩，他说的要记下来；笔录让他签名，不签就注明；扣押决定书和清单当场交给他，一件一件点清。',
      points: [2, 3, 2, 3],
    },
    { text: '亮证，告知理由和权利，清单双方签字，一份给他。', points: [2, 2, 1, 2] },
    { text: '讲明原因，开清单给他，劝他冷静。', points: [0, 2, 0, 2] },
    { text: '开着记录仪，把炉子搬上车，让他第二天来中队。', points: [0, 0, 0, 0] },
  ],
};
