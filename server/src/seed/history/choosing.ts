import type { ChoiceBody } from '@qiangji/shared-types';
import type { World } from './world';

/** The options that somebody takes who knows the answer, or who does not. */
export function chosenOf(
  world: World,
  body: ChoiceBody,
  answer: readonly string[],
  right: boolean,
): string[] {
  if (right) return [...answer];
  const { random } = world;
  const wrong = body.options.map((one) => one.id).filter((id) => !answer.includes(id));
  if (body.kind !== 'multiple') return [random.pick(wrong)];
  if (answer.length > 1 && (wrong.length === 0 || random.chance(0.6))) return answer.slice(0, -1);
  return [...answer, random.pick(wrong)];
}
