import { act, renderHook } from '@testing-library/react';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import type { Photo } from '../camera';
import { setSession } from '../session/session.store';
import { useDraft, useDraftPhotos, type FormPhoto } from './index';

interface Note {
  text: string;
  photos: FormPhoto[];
  urgent: boolean;
}

const openAs = (name: string | undefined) =>
  renderHook(() => {
    const draft = useDraft<Note>(name);
    return { ...draft, pictures: useDraftPhotos(draft) };
  }).result;
const open = () => openAs('note');

beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});

it('gives back what was written before the app was killed', () => {
  const before = open();
  expect(before.current.restored).toBe(false);
  act(() => {
    before.current.change({ text: '占道' });
    before.current.change({ urgent: true });
  });
  const after = open();
  expect(after.current.value).toEqual({ text: '占道', urgent: true });
  expect(after.current.restored).toBe(true);
});

it('belongs to one person and one name', () => {
  const page = open();
  act(() => page.current.change({ text: '占道' }));
  expect(openAs('other').current.restored).toBe(false);
  setSession(sessionOf('b'));
  expect(open().current.restored).toBe(false);
});

it('is gone after saving, while the page still shows it', () => {
  const page = open();
  act(() => page.current.change({ text: '占道' }));
  act(() => page.current.done());
  expect(page.current.value.text).toBe('占道');
  act(() => page.current.change({ text: '占道了' }));
  expect(open().current.restored).toBe(false);
});

it('begins anew when it is thrown away, or when every word was rubbed out', () => {
  const page = open();
  act(() => page.current.change({ text: '占道' }));
  act(() => page.current.drop());
  expect(page.current.value).toEqual({});
  expect(open().current.restored).toBe(false);
  act(() => page.current.change({ text: '再写' }));
  act(() => page.current.change({ text: '' }));
  expect(open().current.restored).toBe(false);
});

it('keeps its pictures, shows those that are still there, and drops them with the rest', async () => {
  device.files.set('http://tmp/1', new Uint8Array([1, 2, 3]));
  device.photos = ['http://tmp/1'];
  const page = open();
  await act(async () => {
    expect(await page.current.pictures.add('camera')).toBeUndefined();
  });
  const [photo] = page.current.pictures.photos;
  act(() =>
    page.current.change(({ photos = [] }) => ({
      photos: [...photos, { ...(photo as Photo), mediaId: 'lost' }],
    })),
  );
  const after = open();
  await act(settle);
  expect(after.current.pictures.photos).toEqual([photo]);
  act(() => after.current.pictures.discard());
  await act(settle);
  expect([...device.files.keys()].some((key) => key.includes(String(photo?.mediaId)))).toBe(false);
  expect(open().current.restored).toBe(false);
});

it('is forgotten a week after its first word, as its pictures are', () => {
  const page = open();
  act(() => page.current.change({ text: '占道' }));
  const key = [...device.storage.keys()].find((one) => one.includes('drafts@')) ?? '';
  const kept = JSON.parse(String(device.storage.get(key))) as { begunAt: number };
  device.storage.set(key, JSON.stringify({ ...kept, begunAt: kept.begunAt - 8 * 86_400_000 }));
  expect(open().current.restored).toBe(false);
  expect(device.storage.has(key)).toBe(false);
});

it('goes on without a copy where nothing is to be kept or the phone is full', () => {
  const none = openAs(undefined);
  act(() => none.current.change({ text: '占道' }));
  expect(none.current.value.text).toBe('占道');
  device.storageLimit = 0;
  const full = open();
  act(() => full.current.change({ text: '占道' }));
  expect(full.current.value.text).toBe('占道');
  expect(open().current.restored).toBe(false);
});
