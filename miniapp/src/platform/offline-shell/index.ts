/** A mini-program is on the phone already. */
export function keepShellOffline(): void {}
