export interface Connection {
  connected: boolean;
  poor: boolean;
}

/** Tells the connection now and at each change. */
export function watchConnection(tell: (connection: Connection) => void): void {
  const look = () => tell({ connected: navigator.onLine, poor: false });
  window.addEventListener('online', look);
  window.addEventListener('offline', look);
  look();
}
