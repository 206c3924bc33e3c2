import { gcm } from '@noble/ciphers/aes.js';
import type { OpenGcm } from '@qiangji/shared-types';

/** AES-256-GCM where there is no WebCrypto; throws where the tag does not fit. */
export const phoneGcm: OpenGcm = (key, nonce, sealed) => gcm(key, nonce).decrypt(sealed);
