import Taro from '@tarojs/taro';

export interface Connection {
  connected: boolean;
  poor: boolean;
}

/** Tells the connection now and at each change. */
export function watchConnection(tell: (connection: Connection) => void): void {
  void Taro.getNetworkType().then(({ networkType }) =>
    tell({ connected: networkType !== 'none', poor: networkType === '2g' }),
  );
  Taro.onNetworkStatusChange(({ isConnected, networkType }) =>
    tell({ connected: isConnected, poor: networkType === '2g' }),
  );
}
