import { useEffect, useRef } from 'react';
import { cleanSheet, drawOn, type Pen, type Point } from './ink';
import type { SheetProps } from './sheet';

/** A browser's own canvas: finger, pen and mouse by pointer events. */
export function Sheet({ label, onInk }: SheetProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pen = useRef<Pen>();
  const trail = useRef<Point[]>([]);
  useEffect(() => {
    const sheet = canvas.current;
    const context = sheet?.getContext('2d');
    if (!sheet || !context) return;
    const { width, height } = sheet.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    sheet.width = width * ratio;
    sheet.height = height * ratio;
    context.scale(ratio, ratio);
    cleanSheet(context, width, height);
    pen.current = context;
  }, []);
  const draw = (x: number, y: number) => {
    const to = { x, y };
    const [before, from] = trail.current.slice(-2);
    if (pen.current && trail.current.length > 0) {
      drawOn(pen.current, from ? before : undefined, from ?? before ?? to, to);
    }
    trail.current.push(to);
  };
  return (
    <canvas
      ref={canvas}
      className="qj-sign__sheet"
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        trail.current = [];
        draw(event.nativeEvent.offsetX, event.nativeEvent.offsetY);
        draw(event.nativeEvent.offsetX, event.nativeEvent.offsetY);
      }}
      onPointerMove={(event) => {
        if (trail.current.length === 0) return;
        draw(event.nativeEvent.offsetX, event.nativeEvent.offsetY);
      }}
      onPointerUp={() => {
        trail.current = [];
        const sheet = canvas.current;
        if (sheet) onInk(() => Promise.resolve(sheet.toDataURL('image/png')));
      }}
      onPointerCancel={() => {
        trail.current = [];
      }}
    />
  );
}
