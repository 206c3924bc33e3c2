import { ChecksHome } from '@/features/spot-check';

export default function ChecksTab() {
  return <ChecksHome />;
}
