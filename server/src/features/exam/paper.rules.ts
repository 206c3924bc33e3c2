import {
  drawFrom,
  questionKinds,
  type Hmac,
  type PaperRule,
  type QuestionBody,
  type QuestionKind,
} from '@qiangji/shared-types';
import type { Pool } from './paper.collection';

/** A question of the bank, as far as a blueprint looks at it. */
export interface Candidate {
  code: string;
  /** Its topic and what that is part of: a rule may name any of them. */
  topics: readonly string[];
  kind: QuestionKind;
  difficulty: number;
}

export function fits(rule: PaperRule, one: Candidate): boolean {
  return (
    (rule.topic === null || one.topics.includes(rule.topic)) &&
    (rule.kind === null || rule.kind === one.kind) &&
    rule.difficultyFrom <= one.difficulty &&
    one.difficulty <= rule.difficultyTo
  );
}

export interface Allotment {
  pools: Pool[];
  /** How many are missing for a rule that cannot be met, rules before it being served first. */
  missing: Map<string, number>;
}

/**
 * Gives each question to one rule at most, so that every rule has what it needs wherever that is
 * possible at all (augmenting paths), and spreads the rest where the choice is narrowest. Pools being
 * apart, every draw from them succeeds, and any two people's papers agree in every rule.
 */
export function allot(rules: readonly PaperRule[], candidates: readonly Candidate[]): Allotment {
  const sorted = [...candidates].sort((a, b) => (a.code < b.code ? -1 : 1));
  const fitting = rules.map((rule) => sorted.filter((one) => fits(rule, one)));
  const owner = new Map<string, number>();
  const place = (rule: number, seen: Set<string>): boolean => {
    for (const { code } of fitting[rule] ?? []) {
      if (seen.has(code)) continue;
      seen.add(code);
      const before = owner.get(code);
      if (before === undefined || place(before, seen)) {
        owner.set(code, rule);
        return true;
      }
    }
    return false;
  };
  const missing = new Map<string, number>();
  rules.forEach((rule, index) => {
    for (let placed = 0; placed < rule.count; placed++) {
      if (place(index, new Set())) continue;
      missing.set(rule.id, rule.count - placed);
      break;
    }
  });
  const sizes = rules.map((_, index) => [...owner.values()].filter((one) => one === index).length);
  for (const one of sorted) {
    if (owner.has(one.code)) continue;
    const open = rules.flatMap((rule, index) => (fits(rule, one) ? [index] : []));
    const choice = (index: number) => (sizes[index] ?? 0) / (rules[index]?.count ?? 1);
    const [narrowest] = open.sort((a, b) => choice(a) - choice(b) || a - b);
    if (narrowest === undefined) continue;
    owner.set(one.code, narrowest);
    sizes[narrowest] = (sizes[narrowest] ?? 0) + 1;
  }
  const pools = rules.map(({ id, count, points }, index) => ({
    id,
    count,
    points,
    codes: sorted.filter(({ code }) => owner.get(code) === index).map(({ code }) => code),
  }));
  return { pools, missing };
}

export interface Drawn {
  code: string;
  points: number;
}

/** The questions of the person with this seed (hex, 32 bytes), pool by pool. */
export function drawQuestions(hmac: Hmac, pools: readonly Pool[], seed: string): Drawn[] {
  return pools.flatMap(({ id, codes, count, points }) => {
    const drawn =
      codes.length === count ? codes : drawFrom(hmac, seed, `draw:${id}`, codes, count).sort();
    return drawn.map((code) => ({ code, points }));
  });
}

/** The same questions in the person's own order; kinds stay together, as papers are written. */
export function orderQuestions(
  hmac: Hmac,
  drawn: readonly Drawn[],
  seed: string,
  kindOf: (code: string) => QuestionKind,
): Drawn[] {
  const order = new Map(
    drawFrom(
      hmac,
      seed,
      'order',
      drawn.map((one) => one.code),
      drawn.length,
    ).map((code, i) => [code, i]),
  );
  const rank = ({ code }: Drawn) =>
    questionKinds.indexOf(kindOf(code)) * drawn.length + (order.get(code) ?? 0);
  return [...drawn].sort((a, b) => rank(a) - rank(b));
}

/** The body with its options in the person's own order; 对 and 错 stay where people look for them. */
export function shuffleBody(
  hmac: Hmac,
  body: QuestionBody,
  seed: string,
  label: string,
): QuestionBody {
  if (body.kind === 'case') {
    const parts = body.parts.map((part) => ({
      ...part,
      body: shuffleBody(hmac, part.body, seed, `${label}:${part.id}`) as typeof part.body,
    }));
    return { ...body, parts };
  }
  if (body.kind !== 'single' && body.kind !== 'multiple') return body;
  const byId = new Map(body.options.map((option) => [option.id, option]));
  const ids = drawFrom(hmac, seed, `options:${label}`, [...byId.keys()], byId.size);
  return { ...body, options: ids.flatMap((id) => byId.get(id) ?? []) };
}
