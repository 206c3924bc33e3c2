import { useState } from 'react';
import { fireEvent, render, screen } from '@testing-library/react';
import { PhotoRow } from './index';

function Page() {
  const [photos, setPhotos] = useState([
    { id: 'a', src: 'http://tmp/a' },
    { id: 'b', src: 'http://tmp/b' },
  ]);
  return (
    <PhotoRow
      photos={photos}
      onRemove={(id) => setPhotos(photos.filter((photo) => photo.id !== id))}
    />
  );
}

const tiles = () => screen.queryAllByRole('button', { name: /^现场照片/ });

it('lets go of a photo only after showing which one it is', () => {
  render(<Page />);
  fireEvent.click(screen.getByRole('button', { name: '现场照片 2，点开看大的' }));
  expect(screen.getByRole('alertdialog', { name: '第 2 张照片' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '关闭' }));
  expect(tiles()).toHaveLength(2);
  fireEvent.click(screen.getByRole('button', { name: '现场照片 1，点开看大的' }));
  fireEvent.click(screen.getByRole('button', { name: '去掉第 1 张照片' }));
  expect(tiles()).toHaveLength(1);
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('opens nothing where photos are only shown', () => {
  render(<PhotoRow photos={[{ id: 'a', src: 'http://tmp/a' }]} />);
  expect(tiles()).toHaveLength(0);
  expect(screen.getByRole('img', { name: '现场照片' })).toBeTruthy();
});
