import { hash } from "node:crypto";
import { z } from "zod";
import { decideByRole } from "#shared/auth/decide.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { ServiceRoute } from "#shared/http/service-endpoint.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { parseJsonBody } from "#shared/validation/parse-json.ts";
import type { CalendarService } from "../services/calendar-service.ts";

const questionSchema = z.strictObject({ tokenHash: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

/**
 * `POST /internal/calendar-feeds` with `{ tokenHash }`, for the service account `router` only: answers the calendar as
 * `text/calendar` with an `ETag` made of it. For whatever is no good feed any more, or never was, `RESOURCE_NOT_FOUND`.
 */
export function createCalendarFeedRoute(calendars: CalendarService): ServiceRoute {
  return async (call) => {
    if (decideByRole("calendar-feed:serve", call.viewer) !== "ALLOW") throw new AppError("AUTH_FORBIDDEN");
    const { tokenHash } = parseInput(questionSchema, parseJsonBody(call.request.body), "");
    const body = await calendars.read(tokenHash, call);
    if (body === null) throw new AppError("RESOURCE_NOT_FOUND");
    return {
      status: 200,
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        etag: `"${hash("sha256", body, "base64url")}"`,
      },
      setCookies: [],
      body,
    };
  };
}
