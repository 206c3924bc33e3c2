import { HotRequest } from './hot-request';
import { HotResponse } from './hot-response';

/** What a server is made with, so that the fast lane may read and answer without streams. */
export const hotServer = { IncomingMessage: HotRequest, ServerResponse: HotResponse };
