const EVERY_MS = 2_000;

/** Where lines go, such as standard error. */
interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Tells a person how far a long work is, how fast, and how long it still takes: on a terminal in one line that changes, elsewhere in
 * a line every two seconds.
 * @param total rows that there will be
 * @returns to be told how many there are
 */
export function createLoadProgress(
  output: Output,
  total: number,
  now: () => number = () => performance.now(),
): (written: number) => void {
  // From the first portion on: what an earlier call wrote says nothing about the speed of this one.
  let first: { readonly at: number; readonly written: number } | undefined;
  let toldAt = now();
  return (written) => {
    const at = now();
    first ??= { at, written };
    const isDone = written >= total;
    if (!output.isTTY && !isDone && at - toldAt < EVERY_MS) return;
    toldAt = at;
    const perSecond = ((written - first.written) * 1000) / Math.max(at - first.at, 1);
    const left = perSecond > 0 ? `${String(Math.ceil((total - written) / perSecond))} s left` : "…";
    const text = `${String(written)} of ${String(total)} appointments, ${perSecond.toFixed(0)}/s, ${isDone ? "done" : left}`;
    output.write(output.isTTY ? `\r\u001b[K  ${text}${isDone ? "\n" : ""}` : `  ${text}\n`);
  };
}
