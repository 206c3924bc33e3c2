/** A mini-program runs once; nobody else changes its session. */
export function watchOtherTabs(): void {}
