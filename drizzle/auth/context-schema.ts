import { pgSchema } from "drizzle-orm/pg-core";

/** Schema of the auth subgraph. */
export const auth = pgSchema("auth");
