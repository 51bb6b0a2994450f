import postgres from "postgres";
import type { RecordedStatement } from "#shared/testing/wire-recorder.ts";
import type { RecordedTransaction } from "./recording-stack.ts";

/** A transaction that is sent again and again, as it was recorded. */
export interface BareStatements {
  /** One after the other for so long; how long each took, in milliseconds. */
  run(durationMs: number): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** Sends it from this process over one connection, whose statements are prepared as those of the subgraphs are. */
export function openBareStatements(url: string, transaction: RecordedTransaction): BareStatements {
  const client = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  const roundTrips = [...Map.groupBy(transaction, ({ roundTrip }) => roundTrip).values()];
  const send = ({ text, parameters }: RecordedStatement): Promise<unknown> =>
    (parameters.length === 0
      ? client.unsafe(text)
      : client.unsafe(text, [...parameters], { prepare: true })
    ).execute();
  return {
    run: async (durationMs) => {
      const took: number[] = [];
      const startedAt = performance.now();
      while (performance.now() - startedAt < durationMs) {
        const sentAt = performance.now();
        for (const statements of roundTrips) await Promise.all(statements.map(send));
        took.push(performance.now() - sentAt);
      }
      return took;
    },
    stop: () => client.end(),
  };
}
