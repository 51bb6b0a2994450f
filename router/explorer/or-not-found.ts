import { AppError } from "#shared/errors/app-error.ts";

/** What was looked for. @throws AppError `RESOURCE_NOT_FOUND` when it is not there */
export function orNotFound<T>(found: T | undefined): T {
  if (found === undefined) throw new AppError("RESOURCE_NOT_FOUND");
  return found;
}
