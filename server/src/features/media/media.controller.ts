import { Controller, Inject } from '@midwayjs/core';
import { mediaContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { MediaService } from './media.service';

@Controller('/')
export class MediaController {
  @Inject()
  service: MediaService;

  @Handles(mediaContract.upload)
  async upload({ query }: HandlerInput<typeof mediaContract.upload>, call: Call) {
    return this.service.upload(query, call);
  }

  @Handles(mediaContract.picture)
  async picture({ params }: HandlerInput<typeof mediaContract.picture>, call: Call) {
    return this.service.picture(params.mediaId, call);
  }

  @Handles(mediaContract.thumbnail)
  async thumbnail({ params }: HandlerInput<typeof mediaContract.thumbnail>, call: Call) {
    return this.service.thumbnail(params.mediaId, call);
  }

  @Handles(mediaContract.original)
  async original({ params }: HandlerInput<typeof mediaContract.original>, call: Call) {
    return this.service.original(params.mediaId, call);
  }
}
