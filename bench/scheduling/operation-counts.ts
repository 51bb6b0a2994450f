import type { Browser } from "../../stack/browser.ts";
import { BOOK, type BookingInput } from "./bookings.ts";
import { OF_A_CHANGE, roundTripsOf, type RecordingStack } from "./recording-stack.ts";

/** What one change sends to Postgres. */
export interface ChangeCounts {
  readonly name: string;
  /** BEGIN and COMMIT included. */
  readonly statements: number;
  readonly roundTrips: number;
}

/** Changes a slot's state; answers the id of what it made or changed. */
type Send = (name: string, input: object) => Promise<string>;

/** What comes before a change, and the change. */
interface Change {
  readonly name: string;
  readonly prepare: (send: Send, next: () => BookingInput) => Promise<() => Promise<unknown>>;
}

const DOCUMENTS: Readonly<Record<string, string>> = {
  book: BOOK.replace("__typename", "id"),
  hold: "mutation Hold($input: HoldSlotInput!) { holdSlot(input: $input) { hold { id } userErrors { code } } }",
  bookHold:
    "mutation BookHold($input: BookHoldInput!) { bookHold(input: $input) { appointment { id } userErrors { code } } }",
  move: "mutation Move($input: RescheduleAppointmentInput!) { rescheduleAppointment(input: $input) { appointment { id } userErrors { code } } }",
  cancel:
    "mutation Cancel($input: CancelAppointmentInput!) { cancelAppointment(input: $input) { appointment { id } userErrors { code } } }",
  series:
    "mutation Series($input: BookAppointmentSeriesInput!) { bookAppointmentSeries(input: $input) { seriesId userErrors { code } } }",
};

const CHANGES: readonly Change[] = [
  { name: "booking", prepare: async (send, next) => () => send("book", next()) },
  {
    name: "booking with a reason",
    prepare: async (send, next) => () => send("book", { ...next(), reason: "Headaches" }),
  },
  { name: "holding", prepare: async (send, next) => () => send("hold", next()) },
  {
    name: "booking what is held",
    prepare: async (send, next) => {
      const holdId = await send("hold", next());
      return () => send("bookHold", { holdId });
    },
  },
  {
    name: "moving",
    prepare: async (send, next) => {
      const appointmentId = await send("book", next());
      const { startsAt } = next();
      return () => send("move", { appointmentId, startsAt });
    },
  },
  {
    name: "calling off",
    prepare: async (send, next) => {
      const appointmentId = await send("book", next());
      return () => send("cancel", { appointmentId });
    },
  },
  {
    name: "booking a series of twelve",
    prepare: async (send, next) => () =>
      send("series", { ...next(), recurrence: "FREQ=WEEKLY;COUNT=12", mode: "BEST_EFFORT" }),
  },
];

/** Slots of one practitioner that {@link countChanges} takes. */
export const SLOTS_TO_COUNT = 80;
const MOST_ATTEMPTS = 8;

/** Counts each change, made until its connection had prepared all of its statements before. */
export async function countChanges(
  stack: RecordingStack,
  browser: Browser,
  slots: readonly BookingInput[],
): Promise<readonly ChangeCounts[]> {
  const rest = slots.values();
  const next = (): BookingInput => {
    const { value } = rest.next();
    if (value === undefined) throw new Error("There are not enough free slots.");
    return value;
  };
  const send: Send = async (name, input) => {
    const { data, errors } = await browser.send<Record<string, unknown>>(DOCUMENTS[name] ?? "", { input });
    const answer = JSON.stringify({ data, errors });
    const id = /"(?:id|seriesId)":"([^"]+)"/.exec(answer)?.[1];
    if (id === undefined) throw new Error(`${name} was answered ${answer}`);
    return id;
  };
  const counts: ChangeCounts[] = [];
  for (const { name, prepare } of CHANGES) {
    for (let attempt = 1; ; attempt += 1) {
      const change = await prepare(send, next);
      const transaction = await stack.record(change, OF_A_CHANGE);
      if (attempt < MOST_ATTEMPTS && !transaction.every(({ wasPrepared }) => wasPrepared)) continue;
      counts.push({ name, statements: transaction.length, roundTrips: roundTripsOf(transaction) });
      break;
    }
  }
  return counts;
}
