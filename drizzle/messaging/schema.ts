import { pgSchema } from "drizzle-orm/pg-core";
import { deliveryTable } from "#shared/messaging/tables.ts";

/** Schema of the Postgres transport: the broker when no RabbitMQ is configured. */
export const messaging = pgSchema("messaging");

/** Messages on their way. */
export const delivery = deliveryTable(messaging);
