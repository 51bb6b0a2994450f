export type * from "./__generated__/schema.ts";
