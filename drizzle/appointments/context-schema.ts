import { pgSchema } from "drizzle-orm/pg-core";

/** Schema of the appointments subgraph. */
export const appointments = pgSchema("appointments");
