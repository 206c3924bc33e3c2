interface Choosable {
  topic: string;
  /** One of ours, until the bureau has its own. */
  sample: boolean;
  /** Written by the bureau. */
  own?: boolean;
}

/**
 * The piece that teaches a topic: the latest of the bureau's own, else one of ours before a sample. Pieces
 * come in the order of slugs, so the bureau's own in the order of their making.
 */
export function choosePiece<T extends Choosable>(
  pieces: readonly T[],
  topic: string,
): T | undefined {
  const ofTopic = pieces.filter((one) => one.topic === topic);
  const own = ofTopic.filter((one) => one.own).at(-1);
  return own ?? ofTopic.find((one) => !one.sample) ?? ofTopic[0];
}
