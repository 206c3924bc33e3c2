import { Button } from '@/ui/button';
import { openPage } from '@/ui/nav';
import { PAGES } from '../routes';

/** In the thumb arc: an incident goes up at once, all else is written down. */
export function DutyActions() {
  return (
    <>
      <Button kind="d" size={60} icon="siren" stack onPress={() => openPage(PAGES.incident)}>
        突发
      </Button>
      <Button size={60} block icon="camera" onPress={() => openPage(PAGES.entry)}>
        记一条
      </Button>
    </>
  );
}
