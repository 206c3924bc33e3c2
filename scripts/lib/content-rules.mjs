import { jpegSize } from './content-reader.mjs';

const CODE = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const ITEM_CODE = /^[A-Z][A-Z0-9]{0,7}(-[0-9]{1,3})?$/;
const ARTICLE = /^第[零一二三四五六七八九十百]+条$/;
const ANY_ARTICLE = /第[零一二三四五六七八九十百]+条/;
const OFFICIAL = ['12371.cn', 'gov.cn'];
const LEAST_PIECES = { political: 3, legal: 5, conduct: 4, recorder: 2, handbook: 4 };

const han = (text) => (text.match(/[\u3400-\u9fff]/g) ?? []).length;
const lawKey = ({ name, law, article, version }) => `${name ?? law}|${article}|${version}`;

/** Articles that a fact was checked against. */
const articlesOf = (fact) => [fact, ...(fact?.also ?? [])].map(lawKey);

/** The allow-list: F1 to F66 count for the bank; other keys are checked facts outside section 3. */
export function checkFacts({ facts }, faults) {
  for (let n = 1; n <= 66; n += 1) faults.must(facts[`F${n}`], 'facts.json', `lacks F${n}`);
  const articles = new Set();
  for (const [key, fact] of Object.entries(facts)) {
    const place = `facts.json ${key}`;
    faults.must(/^[FSCM]\d+$/.test(key), place, 'is not a fact number');
    faults.must(!/^F/.test(key) || Number(key.slice(1)) <= 66, place, 'is beyond F66');
    if (!faults.keys(fact, ['law', 'article', 'version', 'text'], place, ['also'])) continue;
    faults.text(fact.text, place);
    for (const source of [fact, ...(fact.also ?? [])]) {
      faults.must(ARTICLE.test(source.article), place, `“${source.article}” is not an article`);
      articles.add(lawKey(source));
    }
  }
  return articles;
}

export function checkTopics({ topics }, faults) {
  const codes = topics.map(({ code }) => code);
  faults.unique(codes, 'topics.json');
  for (const topic of topics) {
    const place = `topics.json ${topic.code}`;
    if (!faults.keys(topic, ['code', 'name', 'parent'], place)) continue;
    faults.must(CODE.test(topic.code), place, 'is not a code');
    faults.text(topic.name, place, 12);
    faults.must(topic.parent === null || codes.includes(topic.parent), place, 'parent is unknown');
  }
  return new Set(codes);
}

/** What questions of pieces and of the bank have in common. */
function checkAsked(question, place, faults) {
  const { type, options, answer } = question;
  faults.must(CODE.test(question.id), place, 'id is not a code');
  faults.must(
    ['single', 'multiple', 'true_false'].includes(type),
    place,
    `type ${type} is unknown`,
  );
  faults.text(question.stem, `${place} stem`, 200);
  faults.text(question.explanation, `${place} explanation`, 300);
  if (!faults.must(Array.isArray(options) && Array.isArray(answer), place, 'lacks a list')) return;
  const ids = options.map(({ id }) => id);
  faults.unique(ids, `${place} options`);
  faults.unique(
    options.map(({ text }) => text),
    `${place} options`,
  );
  for (const option of options) faults.text(option.text, `${place} option ${option.id}`, 80);
  faults.unique(answer, `${place} answer`);
  for (const id of answer) faults.must(ids.includes(id), place, `answer ${id} is not an option`);
  if (type === 'true_false') {
    const shown = options.map(({ id, text }) => `${id}=${text}`).join(' ');
    faults.must(shown === 'a=对 b=错', place, `true_false options are “${shown}”`);
  } else {
    faults.must(options.length >= 3 && options.length <= 6, place, 'needs 3 to 6 options');
  }
  if (type === 'multiple') {
    faults.must(answer.length >= 2, place, 'multiple needs two answers or more');
    faults.must(answer.length < options.length, place, 'every option is right');
  } else {
    faults.must(answer.length === 1, place, `${type} needs one answer`);
  }
}

/** Kinds without options are written with body and key; the server's schema holds their parts. */
function checkKeyed({ id, body, key, explanation }, place, faults) {
  faults.must(CODE.test(id), place, 'id is not a code');
  const kinds = ['fill_in', 'numeric', 'short_answer', 'case'];
  faults.must(kinds.includes(body.kind), place, `kind ${body.kind} is unknown`);
  faults.must(body.kind === key.kind, place, 'body and key are of two kinds');
  faults.text(body.stem, `${place} stem`, 300);
  faults.text(explanation, `${place} explanation`, 300);
}

const KEYED_KEYS = 'id body key explanation topic fact law difficulty verified'.split(' ');
const QUESTION_KEYS =
  'id type stem options answer explanation topic fact law difficulty verified'.split(' ');

export function checkBanks({ banks, facts }, topics, faults) {
  let checked = 0;
  for (const { path, code, value } of banks) {
    faults.must(topics.has(code), path, 'is not named after a topic');
    for (const question of value) {
      const place = `${path} ${question.id}`;
      const keyed = 'body' in question;
      if (!faults.keys(question, keyed ? KEYED_KEYS : QUESTION_KEYS, place)) continue;
      (keyed ? checkKeyed : checkAsked)(question, place, faults);
      faults.must(question.topic === code, place, `topic ${question.topic} is in another file`);
      faults.must([1, 2, 3, 4, 5].includes(question.difficulty), place, 'difficulty is not 1 to 5');
      if (!faults.keys(question.verified, ['state', 'who', 'when', 'text'], place)) continue;
      const { state, when } = question.verified;
      faults.must(['archive_checked', 'unverified'].includes(state), place, `state ${state}`);
      if (state !== 'archive_checked') continue;
      faults.must(/^\d{4}-\d{2}-\d{2}$/.test(when ?? ''), place, 'checked, but on no day');
      const fact = facts[question.fact];
      if (!faults.must(fact, place, `cites ${question.fact}, which is not a checked fact`))
        continue;
      const cited = question.law && articlesOf(fact).includes(lawKey(question.law));
      faults.must(cited, place, `${question.law?.article} is no article of ${question.fact}`);
      if (cited && /^F/.test(question.fact)) checked += 1;
    }
  }
  return checked;
}

const PIECE_KEYS = 'slug title kind topic sample summary laws links version questions images'.split(
  ' ',
);

export function checkPieces({ pieces, images }, topics, articles, faults) {
  for (const { path, slug, front, body } of pieces) {
    if (!faults.keys(front, PIECE_KEYS, path)) continue;
    const political = front.kind === 'political';
    faults.must(front.slug === slug, path, `slug is ${front.slug}`);
    faults.must(front.kind in LEAST_PIECES, path, `kind ${front.kind} is unknown`);
    faults.must(topics.has(front.topic), path, `topic ${front.topic} is unknown`);
    faults.must(front.sample === political, path, 'political pieces and only they are samples');
    faults.must(Number.isInteger(front.version) && front.version > 0, path, 'version');
    faults.text(front.title, `${path} title`, 30);
    faults.text(front.summary, `${path} summary`, 60);
    for (const law of front.laws) {
      // Where nobody could read the text, its part may be named, and no article of it.
      const unread = law.verified === 'unverified' && !ANY_ARTICLE.test(law.article);
      const known = unread || articles.has(lawKey(law));
      faults.must(known, path, `${law.name}${law.article} is not a checked article`);
    }
    faults.must(!political || front.links.length > 0, path, 'political without an official link');
    for (const { url } of front.links) {
      const host = URL.canParse(url) ? new URL(url).hostname : '';
      const official = OFFICIAL.some((site) => host === site || host.endsWith(`.${site}`));
      faults.must(official && url.startsWith('https:'), path, `${url} is not an official source`);
    }
    checkShown(path, front.images, body, images, faults);
    const count = front.questions.length;
    faults.must(count >= 1 && count <= 3, path, `${count} check questions`);
    for (const question of front.questions) checkAsked(question, `${path} ${question.id}`, faults);
    checkBody(path, body, faults);
  }
  for (const [kind, least] of Object.entries(LEAST_PIECES)) {
    const count = pieces.filter(({ front }) => front.kind === kind).length;
    faults.must(count >= least, 'pieces', `${count} of kind ${kind}, ${least} wanted`);
  }
}

/** A picture is listed, is there, and says in words what it shows. */
function checkShown(path, listed, body, images, faults) {
  const shown = [...body.matchAll(/!\[([^\]]*)\]\(([^)]*)\)/g)];
  for (const [, alt, name] of shown) {
    faults.must(listed.includes(name), path, `image ${name} is not listed`);
    faults.text(alt, `${path} image ${name}`, 60);
  }
  for (const name of listed) {
    const there = images.some((image) => image.name === name);
    faults.must(there, path, `image ${name} is missing`);
    const used = shown.some(([, , one]) => one === name);
    faults.must(used, path, `image ${name} is listed and not shown`);
  }
}

/** Five minutes at most, a scene before the first sub-heading, no raw HTML. */
function checkBody(path, body, faults) {
  const size = han(body);
  faults.must(size >= 600 && size <= 1400, path, `${size} Han characters, 600 to 1,400 wanted`);
  faults.must(!body.startsWith('#'), path, 'begins with a heading, not with a scene');
  faults.must((body.match(/^## /gm) ?? []).length >= 3, path, 'fewer than three sub-headings');
  faults.must(!/<[a-z/!]/i.test(body), path, 'raw HTML');
  for (const line of body.split('\n').filter(Boolean)) {
    faults.text(line.replace(/^\d+\. /, ''), path);
    faults.must(han(line) <= 180, path, `a paragraph of ${han(line)} characters`);
  }
}

const ITEM_KEYS = 'code name look source law confidence topic severity deduction subject'.split(
  ' ',
);

export function checkChecklists({ checklists, duty }, topics, articles, faults) {
  for (const { path, code, value: list } of checklists) {
    const deduct = list.method === 'deduct';
    const keys = 'code kind audience name version method minApplicable source groups'.split(' ');
    // What is found by oneself is put right by a day; what inspectors find follows another way.
    const more = [deduct ? ['grades'] : [], list.kind === 'spot_check' ? [] : ['dueDays']].flat();
    if (!faults.keys(list, [...keys, ...more], path)) continue;
    for (const severity of list.dueDays ? ['minor', 'moderate', 'veto'] : []) {
      const days = list.dueDays[severity];
      faults.must(Number.isInteger(days) && days >= 0, path, `dueDays of ${severity}`);
    }
    faults.must(list.code === code, path, `code is ${list.code}`);
    faults.must(
      ['spot_check', 'readiness', 'conduct', 'periodic'].includes(list.kind),
      path,
      `kind ${list.kind}`,
    );
    faults.must(['deduct', 'ratio'].includes(list.method), path, `method ${list.method}`);
    if (deduct) {
      const from = list.grades.map((grade) => grade.from);
      const falling = from.every((points, n) => n === 0 || points < from[n - 1]);
      faults.must(falling && from.at(-1) === 0, path, 'grades do not fall to 0');
    }
    const items = list.groups.flatMap((group) => group.items);
    faults.unique(
      [...list.groups, ...items].map((entry) => entry.code).filter((c) => c.length > 1),
      path,
    );
    faults.must(list.minApplicable <= items.length, path, 'minApplicable is above its items');
    for (const group of list.groups) {
      faults.must(deduct === Number.isInteger(group.cap), path, `cap of group ${group.code}`);
      for (const item of group.items)
        checkItem(item, deduct, `${path} ${item.code}`, articles, faults);
    }
    checkWhen(list, items, duty, path, faults);
    for (const { code: item, topic } of items) {
      faults.must(topics.has(topic), `${path} ${item}`, `topic ${topic} is unknown`);
    }
  }
}

const PERSON_KINDS = { officer: 'officer', auxiliary: 'auxiliary', office: 'office_staff' };

/** Conditions name what there is, and leave something to ask on every occasion. */
function checkWhen(list, items, duty, path, faults) {
  const acts = duty.handlings.filter(({ enforcement }) => enforcement).map(({ code }) => code);
  const kinds = list.audience.map((one) => PERSON_KINDS[one]);
  for (const { code, when } of items) {
    const place = `${path} ${code}`;
    if (when === undefined || !faults.keys(when, [], place, ['handlings', 'kinds', 'enforced']))
      continue;
    const sound =
      when.enforced === undefined || (when.enforced === true && list.kind === 'periodic');
    faults.must(sound, place, 'enforced is true or left out, and of periodic checks');
    const allowed = list.kind === 'conduct' ? acts : [];
    for (const one of when.handlings ?? [])
      faults.must(allowed.includes(one), place, `asked after ${one}, which is no act to check`);
    for (const one of when.kinds ?? [])
      faults.must(kinds.includes(one), place, `asked of ${one}, whom the list is not for`);
  }
  for (const kind of kinds) {
    for (const act of list.kind === 'conduct' ? acts : [null]) {
      const asked = items.filter(
        ({ when }) =>
          when?.enforced === undefined &&
          (when?.kinds?.includes(kind) ?? true) &&
          (when?.handlings?.includes(act) ?? true),
      );
      const enough = asked.length >= Math.max(1, list.minApplicable);
      faults.must(enough, path, `asks ${kind} after ${act ?? 'nothing'} too little`);
    }
  }
}

function checkItem(item, deduct, place, articles, faults) {
  if (!faults.keys(item, ITEM_KEYS, place, ['when'])) return;
  faults.must(ITEM_CODE.test(item.code), place, 'is not an item code');
  for (const key of ['name', 'look', 'source']) faults.text(item[key], `${place} ${key}`, 80);
  faults.must(['minor', 'moderate', 'veto'].includes(item.severity), place, `${item.severity}`);
  faults.must(['person', 'team'].includes(item.subject), place, `subject ${item.subject}`);
  const scored = deduct && item.severity !== 'veto';
  faults.must(scored ? item.deduction > 0 : item.deduction === 0, place, 'deduction');
  const levels = ['checked', 'secondary', 'common', 'plan'];
  faults.must(levels.includes(item.confidence), place, `confidence ${item.confidence}`);
  if (item.confidence === 'checked') {
    faults.must(item.law && articles.has(lawKey(item.law)), place, 'cites no checked article');
  } else {
    faults.must(item.law === null, place, 'has a law, but its text was not checked');
    const shown = `${item.name}${item.look}${item.source}`;
    faults.must(!ANY_ARTICLE.test(shown), place, 'shows the number of an unchecked article');
  }
}

const DUTY_LISTS = 'categories handlings partyTypes shiftTemplates recorderSkipReasons'.split(' ');

const DUTY_TERMS = 'handoverGraceMin archiveDays outsideGraceMin sampleSize'.split(' ');

export function checkDuty({ duty }, faults) {
  if (!faults.keys(duty, [...DUTY_LISTS, 'terms'], 'duty.json', ['version'])) return;
  faults.keys(duty.terms, DUTY_TERMS, 'duty.json terms');
  for (const name of DUTY_LISTS) {
    faults.unique(
      duty[name].map(({ code }) => code),
      `duty.json ${name}`,
    );
    for (const entry of duty[name]) {
      const place = `duty.json ${name} ${entry.code}`;
      faults.must(CODE.test(entry.code), place, 'is not a code');
      faults.text(entry.name, place, 30);
      if (entry.note) faults.text(entry.note, place, 60);
    }
  }
  const known = new Set(duty.handlings.map(({ code }) => code));
  for (const { code, onlyHandlings = [] } of duty.categories) {
    for (const handling of onlyHandlings) {
      faults.must(known.has(handling), `duty.json ${code}`, `${handling} is no handling`);
    }
  }
  for (const { code, ladder, enforcement, auxiliaryAllowed } of duty.handlings) {
    const place = `duty.json ${code}`;
    faults.must(['service', 'manage', 'enforce'].includes(ladder), place, `ladder ${ladder}`);
    faults.must(!(enforcement && auxiliaryAllowed), place, 'lets an auxiliary enforce');
  }
  for (const { code, from, to } of duty.shiftTemplates) {
    const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
    faults.must(clock.test(from) && clock.test(to) && from !== to, `duty.json ${code}`, 'hours');
  }
}

export function checkPlan({ plan }, faults) {
  const sections = [
    ['nodes', 4],
    ['themeYears', 3],
    ['standards', 4],
    ['shortcomings', 2],
  ];
  for (const [name, least] of sections) {
    const entries = plan[name] ?? [];
    faults.must(entries.length >= least, 'plan.json', `${name} has ${entries.length} entries`);
    for (const entry of entries) {
      const place = `plan.json ${name} ${entry.code}`;
      faults.must(CODE.test(entry.code ?? ''), place, 'is not a code');
      for (const text of [entry.name, ...(entry.items ?? [''])]) faults.text(text, place, 60);
      faults.must(entry.section, place, 'names no section of the plan');
      const dated = name === 'nodes' || name === 'themeYears';
      faults.must(!dated || typeof entry.historical === 'boolean', place, 'historical or not?');
    }
  }
  for (const { code, items } of plan.standards ?? []) {
    faults.must(items?.length === 4, `plan.json ${code}`, 'has not four items');
  }
  for (const { code, items } of plan.shortcomings ?? []) {
    faults.must(items?.length === 6, `plan.json ${code}`, 'has not six items');
  }
}

const MAX_IMAGE_BYTES = 60 * 1024;

export function checkImages({ images }, faults) {
  faults.must(images.length >= 18, 'images', `${images.length} pictures, 18 wanted`);
  for (const { path, bytes } of images) {
    const size = jpegSize(bytes);
    const shape = size && `${size.width}x${size.height}`;
    faults.must(['1200x900', '900x1200'].includes(shape), path, `is ${shape ?? 'no JPEG'}`);
    faults.must(bytes.length <= MAX_IMAGE_BYTES, path, `${bytes.length} bytes`);
  }
}
