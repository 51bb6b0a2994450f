import * as appointments from "#drizzle/appointments/schema.ts";
import * as auth from "#drizzle/auth/schema.ts";
import * as audit from "#drizzle/audit/schema.ts";
import * as platform from "#drizzle/platform/schema.ts";
import * as users from "#drizzle/users/schema.ts";
import { createSealer } from "#shared/crypto/seal.ts";
import { openDatabase } from "#shared/db/database.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { CONSUMERS, type Consumer } from "#shared/messaging/contracts.ts";
import type { MessageEffect } from "#shared/messaging/apply-once.ts";
import { ParkedMessages } from "#shared/messaging/parked-messages.ts";
import type { MessagingTables } from "#shared/messaging/tables.ts";
import { systemClock } from "#shared/time/clock.ts";
import { onMessages as onPlatformMessages } from "../router/live/change-consumer.ts";
import { onMessages as onAppointmentsMessages } from "../subgraphs/appointments/events.ts";
import { createMessageEffect } from "../subgraphs/audit/events.ts";
import { createMessageEffect as createAuthMessageEffect } from "../subgraphs/auth/events.ts";
import { onMessages as onUsersMessages } from "../subgraphs/users/events.ts";
import { readStackConfig } from "./config.ts";
import { sealingKeyOf } from "./secrets.ts";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { visitStackDatabase } from "./open-database.ts";
import type { StackDatabase } from "./stack-database.ts";

type Consumption = Readonly<Record<Consumer, { tables: MessagingTables; effect: MessageEffect }>>;

/** What each consumer does with its messages. @param sealingKey seals tokens in mails; undefined when none is delivered to auth */
function consumption(sealingKey: Uint8Array | undefined): Consumption {
  const effectOfAuth: MessageEffect =
    sealingKey === undefined
      ? () => Promise.reject(new Error("Mails are made by who has the sealing key."))
      : createAuthMessageEffect({ clock: systemClock, sealer: createSealer(sealingKey) });
  return {
    auth: { tables: auth, effect: effectOfAuth },
    users: { tables: users, effect: onUsersMessages },
    appointments: { tables: appointments, effect: onAppointmentsMessages },
    audit: { tables: audit, effect: createMessageEffect(systemClock) },
    platform: { tables: platform, effect: onPlatformMessages },
  };
}

const USAGE =
  "Usage: npm run messages:parked -- list | replay <consumer> <aggregate id> | skip <consumer> <aggregate id>\n";

/** `npm run messages:parked`: shows what consumers could not take, delivers it again, or goes on without it. */
async function main([command = "", wanted = "", aggregateId = ""]: readonly string[]): Promise<number> {
  const consumers = CONSUMERS.filter((name) => command === "list" || name === wanted);
  const isComplete = command === "list" || (["replay", "skip"].includes(command) && aggregateId !== "");
  if (!isComplete || consumers.length === 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const config = readStackConfig();
  const makesMails = command === "replay" && wanted === "auth";
  const effects = consumption(makesMails ? await sealingKeyOf(config, "messages:parked") : undefined);
  const database = await visitStackDatabase(config);
  try {
    for (const consumer of consumers)
      await withParked(database, consumer, effects, (parked) => act(parked, command, aggregateId));
    return 0;
  } finally {
    await database.stop();
  }
}

async function act(parked: ParkedMessages, command: string, aggregateId: string): Promise<void> {
  if (command === "list") {
    for (const {
      consumer,
      aggregateId: id,
      sequence,
      type,
      reason,
      createdAt,
      correlationId,
    } of await parked.list()) {
      const facts = [
        createdAt.toISOString(),
        consumer,
        id,
        `#${String(sequence)}`,
        type,
        reason,
        correlationId,
      ];
      process.stdout.write(`${facts.join("  ")}\n`);
    }
    return;
  }
  const count = await (command === "replay" ? parked.replay(aggregateId) : parked.skip(aggregateId));
  process.stdout.write(`${String(count)} ${command === "replay" ? "replayed" : "skipped"}\n`);
}

async function withParked(
  stack: StackDatabase,
  consumer: Consumer,
  effects: Consumption,
  work: (parked: ParkedMessages) => Promise<void>,
): Promise<void> {
  const url = stack.urlFor(consumer);
  const database = openDatabase({ url, maxConnections: 1, applicationName: "clinic-parked-messages" });
  try {
    const logger = createLogger({ service: consumer, level: "warn" });
    await work(new ParkedMessages({ consumer, database, clock: systemClock, logger, ...effects[consumer] }));
  } finally {
    await database.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
