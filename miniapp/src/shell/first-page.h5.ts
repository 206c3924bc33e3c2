const PRIVACY = 'features/account/pages/privacy/';

/**
 * Puts the first page into the address before the router reads it: leading on afterwards would race
 * with the router's own start, and show for a moment a page that is not to be seen.
 */
export function openFirst(url: string): boolean {
  if (!window.location.hash.includes(PRIVACY)) window.history.replaceState(null, '', `#${url}`);
  return true;
}
