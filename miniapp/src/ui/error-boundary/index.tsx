import { Component, type PropsWithChildren, type ReactNode } from 'react';
import { Fail } from '../fail';

/** Keeps a fault of a page's content from taking its frame along: the way back and the tabs stay. */
export class ErrorBoundary extends Component<PropsWithChildren, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Fail
        title="这一页出了问题"
        why="已经记的都在，可以再打开一次"
        onRetry={() => this.setState({ failed: false })}
      />
    );
  }
}
