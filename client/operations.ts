export * from "./__generated__/operations.ts";
export type * from "./__generated__/operation-types.ts";
