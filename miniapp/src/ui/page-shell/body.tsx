import type { PropsWithChildren, ReactNode } from 'react';
import { Empty, type EmptyProps } from '../empty';
import { Fail, type FailProps } from '../fail';
import { Skeleton } from '../skeleton';

/** `offline`: there is no copy on this phone and no network to fetch one. */
export type PageStatus = 'ready' | 'loading' | 'empty' | 'error' | 'offline';

export interface PageBodyProps {
  status?: PageStatus;
  /** Instead of the usual skeleton, where the page has another shape. */
  skeleton?: ReactNode;
  /** What to do first, while `status` is `empty`. */
  empty?: EmptyProps;
  /** What failed and why, while `status` is `error`. */
  fail?: FailProps;
  /** Tried again by the button of `error` and `offline`. */
  onRetry?: () => void;
}

/** One of the four states, or the page itself. */
export function PageBody({
  status = 'ready',
  skeleton,
  empty,
  fail,
  onRetry,
  children,
}: PropsWithChildren<PageBodyProps>) {
  if (status === 'loading') return skeleton ?? <Skeleton />;
  if (status === 'empty') return <Empty title="这里还没有内容" {...empty} />;
  if (status === 'error') {
    return (
      <Fail title="这一页没取到" why="服务器没有回应，已经记的都在" onRetry={onRetry} {...fail} />
    );
  }
  if (status === 'offline') {
    return (
      <Fail
        title="这一页没有存在手机里"
        why="连上网就能看，已经记的都在"
        action="再试"
        onRetry={onRetry}
      />
    );
  }
  return children;
}
