import { z } from "zod";

/** Fields of an input that is, or has, an `ExplorerOperation`. */
export const operationFields = {
  query: z.string().max(100_000),
  operationName: z.string().optional(),
  variables: z.record(z.string(), z.unknown()).optional(),
};
