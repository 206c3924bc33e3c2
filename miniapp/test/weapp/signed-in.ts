import { PRIVACY_VERSION, type Session } from '@qiangji/shared-types';
import { sessionOf } from '../session-fixture';
import { launch, newPhone, type WeappRun } from './harness';
import { distDir } from './dist';

/** Nobody listens here. */
const NOBODY = 'http://127.0.0.1:9';

/** The app of somebody who signed in before and is without network now. */
export async function launchSignedIn(): Promise<WeappRun> {
  const phone = newPhone();
  const { me, ...tokens } = sessionOf('a');
  const session: Session = { ...tokens, me: { ...me, consentVersion: PRIVACY_VERSION } };
  phone.storage.set('qj/session/current', JSON.stringify(session));
  phone.online = false;
  return launch({ distDir, baseUrl: NOBODY, phone });
}
