import type * as DeviceModule from './mocks/taro-device';
import type * as OutboxModule from '@/platform/outbox';
import type * as SessionModule from '@/platform/session/session.store';
import type * as NetworkModule from '@/platform/network';
import type * as FilesModule from '@/platform/files';
import type * as RequestModule from '@/platform/request';

export interface App {
  phone: typeof DeviceModule;
  outbox: typeof OutboxModule;
  session: typeof SessionModule;
  network: typeof NetworkModule;
  files: typeof FilesModule;
  request: typeof RequestModule;
}

/** Starts the platform as an app start does: nothing survives but what `before`'s phone kept. */
export function launchApp(networkType: 'wifi' | 'none', before?: App): App {
  let app: App | undefined;
  jest.isolateModules(() => {
    const phone = jest.requireActual<typeof DeviceModule>('./mocks/taro-device');
    if (before) {
      const { storage, files, answer } = before.phone.device;
      Object.assign(phone.device, { storage, files, answer });
    }
    phone.device.networkType = networkType;
    app = {
      phone,
      outbox: jest.requireActual<typeof OutboxModule>('@/platform/outbox'),
      session: jest.requireActual<typeof SessionModule>('@/platform/session/session.store'),
      network: jest.requireActual<typeof NetworkModule>('@/platform/network'),
      files: jest.requireActual<typeof FilesModule>('@/platform/files'),
      request: jest.requireActual<typeof RequestModule>('@/platform/request'),
    };
    app.network.watchNetwork();
    app.outbox.startOutbox();
  });
  if (!app) throw new Error('the app did not start');
  return app;
}
