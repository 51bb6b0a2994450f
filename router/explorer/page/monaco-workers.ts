/** Where the built workers are; `build-page.ts` writes the addresses in. */
declare const WORKER_ADDRESSES: Readonly<Record<"editor" | "graphql" | "json", string>>;

/** Lets Monaco start its workers from files of this origin: a worker made of a blob would need a wider policy. */
export function provideMonacoWorkers(): void {
  const getWorker = (_id: string, label: string): Worker =>
    new Worker(label === "graphql" || label === "json" ? WORKER_ADDRESSES[label] : WORKER_ADDRESSES.editor, {
      name: label,
    });
  Object.assign(globalThis, { MonacoEnvironment: { getWorker } });
}
