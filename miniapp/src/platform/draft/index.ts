export { useDraft, type Draft } from './draft';
export { photosBefore, reopened, useDraftPhotos, type FormPhoto } from './photos';
