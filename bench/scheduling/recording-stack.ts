import { systemClock } from "#shared/time/clock.ts";
import { startWireRecorder, type RecordedStatement } from "#shared/testing/wire-recorder.ts";
import { LOCAL_EDGE, startOneProcess } from "../../stack/one-process.ts";
import type { BenchDatabase } from "../end-to-end/bench-database.ts";

/** BEGIN, what is sent in it, COMMIT. */
export type RecordedTransaction = readonly RecordedStatement[];

/** A stack in this process that tells what it sends to Postgres. */
export interface RecordingStack {
  readonly url: string;
  /** The committed transaction of the appointments subgraph, of those that `send` causes, that has a statement like this. */
  record(send: () => Promise<unknown>, statement: RegExp): Promise<RecordedTransaction>;
  stop(): Promise<void>;
}

/** Every change ends with its events. */
export const OF_A_CHANGE = /^insert into "appointments"\."outbox"/;

/** Starts one. */
export async function startRecordingStack(database: BenchDatabase): Promise<RecordingStack> {
  const recorder = await startWireRecorder(database.urlFor("appointments"));
  const stack = await startOneProcess({
    urlFor: (context) => (context === "appointments" ? recorder.url : database.urlFor(context)),
    edge: LOCAL_EDGE,
    clock: systemClock,
    logLevel: "error",
    auth: { issuer: "http://localhost:4000", sealingKey: database.sealingKey },
  });
  return {
    url: stack.url,
    record: async (send, statement) => {
      recorder.clear();
      await send();
      const found = transactionsOf(recorder.statements).find((transaction) =>
        transaction.some(({ text }) => statement.test(text)),
      );
      if (found === undefined) throw new Error(`No transaction had ${String(statement)}.`);
      return found;
    },
    stop: async () => {
      await stack.stop();
      await recorder.close();
    },
  };
}

/** How often somebody waited for Postgres. */
export function roundTripsOf(transaction: RecordedTransaction): number {
  return new Set(transaction.map(({ roundTrip }) => roundTrip)).size;
}

function transactionsOf(statements: readonly RecordedStatement[]): RecordedTransaction[] {
  const open = new Map<number, RecordedStatement[]>();
  const ended: RecordedTransaction[] = [];
  for (const statement of statements) {
    const { connection, text } = statement;
    if (text === "begin") open.set(connection, []);
    open.get(connection)?.push(statement);
    if (text === "commit") ended.push(open.get(connection) ?? []);
  }
  return ended;
}
