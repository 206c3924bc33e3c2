import { Controller, Inject } from '@midwayjs/core';
import { __camel__Contract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { __Pascal__Service } from './__kebab__.service';

@Controller('/')
export class __Pascal__Controller {
  @Inject()
  service: __Pascal__Service;

  @Handles(__camel__Contract.listEntries)
  async listEntries({ query }: HandlerInput<typeof __camel__Contract.listEntries>, call: Call) {
    return this.service.listEntries(query, call);
  }

  @Handles(__camel__Contract.appendEntry)
  async appendEntry({ body }: HandlerInput<typeof __camel__Contract.appendEntry>, call: Call) {
    return this.service.appendEntry(body, call);
  }
}
