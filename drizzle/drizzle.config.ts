import { defineConfig } from "drizzle-kit";

const subgraph = process.env["DRIZZLE_CONTEXT"] ?? "";

/** One configuration for all contexts; `npm run db:generate -- <context> <name>` chooses. */
export default defineConfig({
  dialect: "postgresql",
  schema: `./drizzle/${subgraph}/schema.ts`,
  out: `./drizzle/${subgraph}/migrations`,
  schemaFilter: [subgraph],
});
