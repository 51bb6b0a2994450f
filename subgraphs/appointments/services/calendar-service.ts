import { viewerOfActor, type KnownActor } from "#shared/access-decisions/known-actors.ts";
import { decide } from "#shared/auth/decide.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { createRequestContext, type RequestContextOptions } from "#shared/graphql/request-context.ts";
import type { ServiceCall } from "#shared/http/service-endpoint.ts";
import { calendarWindow, MOST_ENTRIES, writeCalendar, type CalendarEntry } from "../domain/calendar.ts";
import { appointmentAttributes, calendarAttributes } from "../policies.ts";
import {
  CalendarRepository,
  ServedFeedRepository,
  type ServedFeed,
} from "../repositories/calendar-repository.ts";
import { READS_OF } from "./calendar-feed-service.ts";

const HOUR_MS = 60 * 60 * 1000;

/** Reads the calendars of feeds, for who has nothing but a token. */
export class CalendarService {
  readonly #options: RequestContextOptions;
  readonly #scope: SystemScope;

  constructor(options: RequestContextOptions) {
    this.#options = options;
    this.#scope = new SystemScope(options.database, options.subgraph);
  }

  /**
   * The calendar, as RFC 5545, of the feed whose token has this hash; null when there is none that is good. What its owner may do is asked
   * anew each time, and the feed is read as the owner, by row-level security and policies, with no other right than to read the own
   * appointments. One entry of the audit log says so.
   */
  async read(tokenHash: string, call: ServiceCall): Promise<string | null> {
    const found = await this.#find(tokenHash);
    if (found === undefined) return null;
    const { feed, actor } = found;
    const viewer = ownerOf(feed, actor);
    if (actor.isDisabled || decide(READS_OF[feed.ownerKind], viewer, calendarAttributes(feed)) !== "ALLOW")
      return null;
    const entries = await this.#readEntries(feed, { ...call, viewer });
    return writeCalendar({ ...feed, kind: feed.ownerKind }, entries);
  }

  /** The feed and what its account may do; in the first fetch of an hour it is noted that it is in use. */
  async #find(tokenHash: string): Promise<{ feed: ServedFeed; actor: KnownActor } | undefined> {
    return this.#scope.run(async (tx) => {
      const feeds = new ServedFeedRepository(tx);
      const found = await feeds.findByTokenHash(tokenHash);
      if (found === undefined) return undefined;
      const usedAt = new Date(Math.floor(this.#options.clock().getTime() / HOUR_MS) * HOUR_MS);
      const { id, lastUsedAt } = found.feed;
      if (lastUsedAt === null || lastUsedAt < usedAt) await feeds.markUsed({ id, usedAt });
      return found;
    });
  }

  async #readEntries(feed: ServedFeed, call: ServiceCall): Promise<CalendarEntry[]> {
    const request = createRequestContext(call, this.#options);
    const { database, access, clock } = request;
    const { tenantId, ownerKind, ownerId } = feed;
    try {
      const rows = await database.read((tx) =>
        new CalendarRepository(tx).findEntries({
          ...{ tenantId, ownerKind, ownerId, limit: MOST_ENTRIES },
          ...calendarWindow(clock().getTime()),
        }),
      );
      for (const { appointment } of rows) {
        access.assertCan("appointment:read", access.thingOf(appointment, appointmentAttributes));
      }
      access.readField(READS_OF[ownerKind], calendarAttributes(feed), "appointments");
      return rows.map(({ entry }) => entry);
    } finally {
      await request.finish();
    }
  }
}

/** The owner of a feed, with nothing of what the account may do besides reading these appointments. */
function ownerOf({ ownerKind }: ServedFeed, actor: KnownActor): Viewer {
  const viewer = viewerOfActor(actor);
  const isPatient = ownerKind === "PATIENT";
  return {
    ...viewer,
    roles: viewer.roles.filter((role) => role === (isPatient ? "USER" : "PRACTITIONER")),
    regions: [],
    patientId: isPatient ? viewer.patientId : null,
    practitionerId: isPatient ? null : viewer.practitionerId,
    scopes: ["appointment:read", READS_OF[ownerKind]],
  };
}
