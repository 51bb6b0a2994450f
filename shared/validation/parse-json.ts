import { AppError } from "../errors/app-error.ts";

/** Parses a JSON body. @throws AppError `VALIDATION_ERROR` */
export function parseJsonBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AppError("VALIDATION_ERROR", "The body is not valid JSON.", { cause });
  }
}
