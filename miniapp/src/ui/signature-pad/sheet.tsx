import { useEffect, useId, useRef } from 'react';
import { Canvas, type CanvasTouchEvent } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { cleanSheet, drawOn, type Pen, type Point } from './ink';

/** Reads what was drawn: a PNG data URL in a browser, a temporary PNG file in the mini-program. */
export type ReadInk = () => Promise<string>;

export interface SheetProps {
  label: string;
  /** Called after each stroke. */
  onInk: (read: ReadInk) => void;
}

interface CanvasNode {
  width: number;
  height: number;
  getContext(kind: '2d'): Pen;
}

/** The mini-program's canvas 2d, found after the page is drawn. */
export function Sheet({ label, onInk }: SheetProps) {
  const id = `sign${useId().replace(/:/g, '')}`;
  const canvas = useRef<CanvasNode>();
  const pen = useRef<Pen>();
  const trail = useRef<Point[]>([]);
  useEffect(() => {
    Taro.nextTick(() => {
      Taro.createSelectorQuery()
        .select(`#${id}`)
        .fields({ node: true, size: true })
        .exec((found: ({ node: CanvasNode; width: number; height: number } | null)[]) => {
          const sheet = found[0];
          if (!sheet) return;
          const ratio = Taro.getWindowInfo().pixelRatio;
          sheet.node.width = sheet.width * ratio;
          sheet.node.height = sheet.height * ratio;
          const context = sheet.node.getContext('2d');
          context.scale(ratio, ratio);
          cleanSheet(context, sheet.width, sheet.height);
          canvas.current = sheet.node;
          pen.current = context;
        });
    });
  }, [id]);
  const draw = (event: CanvasTouchEvent) => {
    const touch = event.touches[0];
    if (!touch || !pen.current) return;
    const to = { x: touch.x, y: touch.y };
    const [before, from] = trail.current.slice(-2);
    if (trail.current.length > 0) {
      drawOn(pen.current, from ? before : undefined, from ?? before ?? to, to);
    }
    trail.current.push(to);
  };
  const read: ReadInk = async () => {
    const file = await Taro.canvasToTempFilePath({
      canvas: canvas.current as unknown as Taro.Canvas,
      fileType: 'png',
    });
    return file.tempFilePath;
  };
  return (
    <Canvas
      type="2d"
      id={id}
      canvasId={id}
      className="qj-sign__sheet"
      disableScroll
      aria-label={label}
      onTouchStart={(event) => {
        trail.current = [];
        draw(event as CanvasTouchEvent);
        draw(event as CanvasTouchEvent);
      }}
      onTouchMove={(event) => draw(event as CanvasTouchEvent)}
      onTouchEnd={() => {
        trail.current = [];
        onInk(read);
      }}
    />
  );
}
