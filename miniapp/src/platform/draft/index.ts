export { useDraft, type Draft } from './draft';
export { useDraftPhotos } from './photos';
