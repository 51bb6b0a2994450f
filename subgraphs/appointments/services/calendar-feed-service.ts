import { z } from "zod";
import type { Action } from "#shared/auth/policies.ts";
import {
  calendarUrl,
  hashOfCalendarToken,
  newCalendarToken,
} from "#shared/calendar-feeds/calendar-address.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireAccount, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { CALENDAR_DETAILS, CALENDAR_KINDS, MOST_FEEDS, type CalendarKind } from "../domain/calendar.ts";
import { DAY_MS } from "../domain/interval.ts";
import { calendarAttributes, calendarFeedAttributes } from "../policies.ts";
import { CalendarFeedRepository, type CalendarFeedRow } from "../repositories/calendar-feed-repository.ts";
import { textOf } from "./input-fields.ts";

/** What was revoked is kept so long, to tell whose a leaked address was. */
const REVOKED_KEPT_DAYS = 90;

const createInput = z.object({
  kind: z.enum(CALENDAR_KINDS),
  name: textOf(100),
  detail: z
    .enum(CALENDAR_DETAILS)
    .nullish()
    .transform((detail) => detail ?? "MINIMAL"),
  idempotencyKey,
});
type CreateInput = z.infer<typeof createInput>;

const revokeInput = z.object({ calendarFeedId: entityId });

/** What somebody has to be allowed to do anyway whose calendar is to be read. */
export const READS_OF: Readonly<Record<CalendarKind, Action>> = {
  PATIENT: "appointment:list",
  PRACTITIONER: "practitioner:appointment:list",
};

const CREATE_PROBLEMS = ["NO_OWN_CALENDAR", "TOO_MANY_CALENDAR_FEEDS"] as const;

/** Why no feed was made. */
export type CreateFeedProblem = (typeof CREATE_PROBLEMS)[number];

/** Outcome of {@link CalendarFeedService.create}. */
export interface CreateFeedOutcome {
  /** Null when none was made. */
  readonly calendarFeed: CalendarFeedRow | null;
  /** Null when none was made now. */
  readonly url: string | null;
  readonly problem: CreateFeedProblem | null;
}

/** Outcome of {@link CalendarFeedService.revoke}. */
export interface RevokeFeedOutcome {
  /** Null when none was revoked. */
  readonly calendarFeed: CalendarFeedRow | null;
  readonly problem: "CALENDAR_FEED_NOT_FOUND" | null;
}

/** Addresses under which calendar apps read one's own appointments. */
export class CalendarFeedService {
  readonly #context: RequestContext;
  readonly #publicUrl: string;

  /** @param publicUrl where clients reach the API, without a slash at the end */
  constructor(context: RequestContext, publicUrl: string) {
    this.#context = context;
    this.#publicUrl = publicUrl;
  }

  /** The account's own feeds that are good, the latest first. @throws AppError `AUTH_FORBIDDEN` */
  async list(): Promise<CalendarFeedRow[]> {
    const owner = requireAccount(this.#context.viewer);
    this.#context.access.assertCan("calendar-feed:read", calendarFeedAttributes({ id: null, ...owner }));
    return this.#context.database.read((tx) => new CalendarFeedRepository(tx).findLive(owner));
  }

  /**
   * Makes a feed, and its address, which is told this once.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async create(input: unknown): Promise<CreateFeedOutcome> {
    const wanted = parseInput(createInput, input);
    return writeOnce<CreateFeedOutcome, CreateFeedProblem>(
      this.#context,
      { mutation: "createCalendarFeed", input: wanted },
      {
        problems: CREATE_PROBLEMS,
        keep: ({ calendarFeed, problem }) =>
          problem === null ? { id: calendarFeed?.id ?? "", problem } : { id: null, problem },
        again: async (tx, { id, problem }) =>
          problem === null
            ? { calendarFeed: await this.#made(tx, id), url: null, problem }
            : { calendarFeed: null, url: null, problem },
      },
      (tx, record) => this.#createOnce(tx, record, wanted),
    );
  }

  /** Makes the address of a feed worthless. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async revoke(input: unknown): Promise<RevokeFeedOutcome> {
    const { calendarFeedId: id } = parseInput(revokeInput, input);
    const { viewer, database, clock } = this.#context;
    const owner = requireAccount(viewer);
    this.#assertMayChange();
    return database.write(async (tx, record) => {
      const row = await new CalendarFeedRepository(tx).revoke({ ...owner, id, now: clock() });
      if (row === undefined) return { calendarFeed: null, problem: "CALENDAR_FEED_NOT_FOUND" };
      tell(record, "calendar-feed:revoke", row);
      return { calendarFeed: row, problem: null };
    });
  }

  async #createOnce(tx: Tx, record: ChangeRecord, input: CreateInput): Promise<CreateFeedOutcome> {
    const { viewer, access, clock } = this.#context;
    const owner = requireAccount(viewer);
    this.#assertMayChange();
    const { kind, name, detail } = input;
    const ownerId = kind === "PATIENT" ? viewer.patientId : viewer.practitionerId;
    const hasRole = viewer.roles.includes(kind === "PATIENT" ? "USER" : "PRACTITIONER");
    if (ownerId === null || !hasRole) return { calendarFeed: null, url: null, problem: "NO_OWN_CALENDAR" };
    const calendar = calendarAttributes({ id: null, ...owner, ownerKind: kind, ownerId });
    // An app whose token was narrowed must not get by a feed what it may not ask for.
    access.assertCan(READS_OF[kind], calendar);
    access.assertCan("appointment:read", calendar);

    const feeds = new CalendarFeedRepository(tx);
    await feeds.lock(owner.accountId);
    if ((await feeds.countLive(owner)) >= MOST_FEEDS) {
      return { calendarFeed: null, url: null, problem: "TOO_MANY_CALENDAR_FEEDS" };
    }
    const now = clock();
    await feeds.removeRevoked({
      ...owner,
      revokedBefore: new Date(now.getTime() - REVOKED_KEPT_DAYS * DAY_MS),
    });
    const token = newCalendarToken();
    const row: CalendarFeedRow = {
      ...{ id: newId(), ...owner, createdAt: now, updatedAt: now },
      ...{ ownerKind: kind, ownerId, name, detail, lastUsedAt: null, revokedAt: null },
    };
    await feeds.insert(row, hashOfCalendarToken(token));
    tell(record, "calendar-feed:create", row);
    return { calendarFeed: row, url: calendarUrl(this.#publicUrl, token), problem: null };
  }

  /** What was made before, unless it was revoked since. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #made(tx: Tx, id: string): Promise<CalendarFeedRow> {
    const owner = requireAccount(this.#context.viewer);
    const row = await new CalendarFeedRepository(tx).findLiveById({ ...owner, id });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    this.#context.access.assertCan("calendar-feed:read", calendarFeedAttributes(row));
    return row;
  }

  #assertMayChange(): void {
    const owner = requireAccount(this.#context.viewer);
    this.#context.access.assertCan("calendar-feed:change", calendarFeedAttributes({ id: null, ...owner }));
  }
}

function tell(record: ChangeRecord, action: string, row: CalendarFeedRow): void {
  const { id: entityId, ownerKind, ownerId, detail } = row;
  record.audit({
    ...{ category: "CHANGE", action, outcome: "SUCCESS", entityType: "CalendarFeed", entityId },
    patientId: ownerKind === "PATIENT" ? ownerId : null,
    detail: { kind: ownerKind, ownerId, detail },
  });
}
