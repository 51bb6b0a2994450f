import type { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";

/**
 * The body of what auth has answered.
 * @throws AppError `DEPENDENCY_UNAVAILABLE` for any status but 200, and for what is not as the schema says
 */
export function readAnswer<T>(response: ServiceResponse, schema: z.ZodType<T>): T {
  try {
    if (response.status !== 200) throw new Error(`Auth answered ${String(response.status)}.`);
    return schema.parse(JSON.parse(response.body));
  } catch (error) {
    throw new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause: error });
  }
}
