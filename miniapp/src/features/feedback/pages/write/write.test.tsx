import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import WriteFeedbackPage from './index';

const turn = () =>
  act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });

async function open(): Promise<void> {
  cleanup();
  render(<WriteFeedbackPage />);
  await turn();
}

const letter = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: '内容' });

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  device.answer = () => ({ statusCode: 503, data: {} });
  setSession(sessionOf('a'));
});

it('gives half a letter back with its choice to stay unnamed, and nothing once it was sent', async () => {
  await open();
  fireEvent.change(letter(), { target: { value: '夜班的充电柜不够用' } });
  fireEvent.click(screen.getByRole('switch', { name: '不留名' }));
  await open();
  expect(letter().value).toBe('夜班的充电柜不够用');
  fireEvent.click(screen.getByRole('button', { name: '送给行动办' }));
  await turn();
  expect(engine.items.find((one) => one.routeId === 'feedback.send')?.body).toMatchObject({
    text: '夜班的充电柜不够用',
    anonymous: true,
  });
  await open();
  expect(letter().value).toBe('');
  expect(screen.queryByText('已恢复没记完的内容')).toBeNull();
});
