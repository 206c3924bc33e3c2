export { MediaController } from './media.controller';
export { MediaService } from './media.service';
export { mediaPolicies } from './media.policy';
export { mediaCollection, type MediaDocument } from './media.collection';
