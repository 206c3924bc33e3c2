export { WechatDoor } from './door.service';
export { seal, unseal } from './seal';
export type { MessageFate, MessageOutcome, SubscribeMessage } from './message';
export { readTemplate, type SubscribeTemplate, type TemplateFact } from './template';
export { wechatTokenCollection } from './token.collection';
export { WechatTokens } from './token.service';
export { WechatClient } from './wechat-client.service';
