export * from './wechat-client.service';
