export { keepPieces } from './study.offline';
export { useKeptSlugs, usePieces } from './study.store';
export {
  KIND_WORDS,
  nextPiece,
  planOf,
  readerUrl,
  STATE_WORDS,
  stateOf,
  whereWords,
  type PieceState,
} from './study.view';
