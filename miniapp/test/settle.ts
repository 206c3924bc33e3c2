/** Lets everything that is ready to run do so: one turn of the event loop. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
