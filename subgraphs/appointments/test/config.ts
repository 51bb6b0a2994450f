import { z } from "zod";

const environment = z.object({
  TEST_CLOCK_CHANGES: z.enum(["drawn", "every"]).default("drawn"),
  TEST_CLOCK_CHANGES_SEED: z.coerce.number().int().default(20_261_127),
  TEST_BOOKING_COMMANDS: z.coerce.number().int().min(1).default(200),
  TEST_BOOKING_SEED: z.coerce.number().int().default(20_261_128),
});

/** How long the tests around clock changes are: short by default, long in `npm run proof:time-zones`. */
export interface ClockChangeConfig {
  /** One drawn change of each zone listed, or every change of every zone that Node knows, alike ones once. */
  readonly changes: "drawn" | "every";
  /** The same seed draws the same changes, working hours and services. */
  readonly seed: number;
}

/** Reads the settings of the tests around clock changes; a malformed variable is refused by name. */
export function readClockChangeConfig(env: NodeJS.ProcessEnv = process.env): ClockChangeConfig {
  const values = environment.parse(env);
  return { changes: values.TEST_CLOCK_CHANGES, seed: values.TEST_CLOCK_CHANGES_SEED };
}

/** How long the model of bookings is run: short by default, long in `npm run proof:booking`. */
export interface BookingModelConfig {
  readonly commands: number;
  /** The same seed draws the same commands and faults; how they meet is up to the machine. */
  readonly seed: number;
}

/** Reads the settings of the model of bookings; a malformed variable is refused by name. */
export function readBookingModelConfig(env: NodeJS.ProcessEnv = process.env): BookingModelConfig {
  const values = environment.parse(env);
  return { commands: values.TEST_BOOKING_COMMANDS, seed: values.TEST_BOOKING_SEED };
}
