import { useState } from 'react';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { emptyPart } from '../edit.form';
import { PartEditor } from './part-editor';

function Editor() {
  const [form, setForm] = useState(() => emptyPart('p1', 'single'));
  return (
    <>
      <PartEditor form={form} onChange={setForm} />
      <output>{form.media.length}</output>
    </>
  );
}

const stem = () => screen.getByLabelText<HTMLTextAreaElement>('题干');
const pictures = () => screen.getByRole('status').textContent;

/** Ends what is being sent. */
let arrive: () => void;

beforeEach(async () => {
  process.env.TARO_ENV = 'h5';
  startPhone();
  resetDevice();
  setSession(sessionOf('a'));
  const onItsWay = new Promise<void>((done) => (arrive = done));
  device.answer = async ({ filePath }) => {
    if (filePath !== undefined) await onItsWay;
    return { statusCode: 200, data: {} };
  };
  device.files.set('http://tmp/1', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0));
  device.photos = ['http://tmp/1'];
  render(<Editor />);
  fireEvent.click(screen.getByRole('button', { name: '加配图' }));
  await turn();
  await waitFor(() =>
    expect(device.requests.some(({ filePath }) => filePath !== undefined)).toBe(true),
  );
});

it('puts a picture into the stem as it is once it was sent, and takes it out again', async () => {
  fireEvent.change(stem(), { target: { value: '另写的题干' } });
  arrive();
  await waitFor(() => expect(pictures()).toBe('1'));
  expect(stem().value).toBe('另写的题干');
  expect(device.requests.find(({ filePath }) => filePath)?.url).toContain('purpose=question');
  fireEvent.click(screen.getByRole('button', { name: '去掉配图 1' }));
  expect(pictures()).toBe('0');
  expect(stem().value).toBe('另写的题干');
});
