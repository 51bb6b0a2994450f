import type { Attributes } from "../auth/predicates.ts";
import type { Action } from "../auth/policies.ts";
import type { Viewer } from "../auth/viewer.ts";
import { newId } from "../db/ids.ts";
import type { AuditEntry } from "../messaging/contracts.ts";
import type { Clock } from "../time/clock.ts";

interface Access {
  readonly category: "READ" | "DENIAL";
  readonly action: Action;
  readonly thing: Attributes;
  readonly fields: Set<string>;
}

/** Makes audit entries that carry who acts, from which context and when. */
export class AuditEntryFactory {
  readonly #viewer: Viewer;
  readonly #source: string;
  readonly #clock: Clock;

  constructor(viewer: Viewer, source: string, clock: Clock) {
    this.#viewer = viewer;
    this.#source = source;
    this.#clock = clock;
  }

  /**
   * Fills in agent, source, time and the parts that are usually empty. What is done for the patient for whom the glass is
   * broken carries the grant and its purpose (FHIR R4 AuditEvent, `purposeOfEvent`).
   */
  make(
    entry: Pick<AuditEntry, "category" | "action" | "outcome"> &
      Partial<Omit<AuditEntry, "entryId" | "source">>,
  ): AuditEntry {
    const { breakGlass } = this.#viewer;
    const isUnderGrant = breakGlass !== null && breakGlass.patientId === entry.patientId;
    return {
      entryId: newId(),
      source: this.#source,
      recordedAt: this.#clock().toISOString(),
      agent: agentOf(this.#viewer),
      patientId: null,
      entityType: null,
      entityId: null,
      fields: [],
      ...entry,
      detail: {
        ...entry.detail,
        ...(isUnderGrant && { breakGlassGrantId: breakGlass.grantId, breakGlassPurpose: breakGlass.purpose }),
      },
    };
  }
}

/** Who acts: of an impersonation it is who does it, and on whose behalf. */
function agentOf({ kind, accountId, clientId, roles, impersonator }: Viewer): AuditEntry["agent"] {
  if (impersonator === null) return { kind, accountId, clientId, roles: [...roles] };
  return {
    kind,
    accountId: impersonator.accountId,
    clientId,
    roles: [...impersonator.roles],
    ...(accountId !== null && { onBehalfOf: accountId }),
  };
}

/**
 * What one request read of patients' data, and what it was refused. Fields of one thing become one entry, so that a
 * page of a hundred appointments writes a hundred short entries and not a thousand.
 */
export class AccessAudit {
  readonly #accesses = new Map<string, Access>();
  readonly #factory: AuditEntryFactory;

  constructor(factory: AuditEntryFactory) {
    this.#factory = factory;
  }

  /** Notes that `field` of a patient's thing was read. */
  noteRead(action: Action, thing: Attributes, field: string): void {
    this.#note("READ", action, thing, field);
  }

  /** Notes that an action on a patient's thing was refused. */
  noteDenial(action: Action, thing: Attributes, field?: string): void {
    this.#note("DENIAL", action, thing, field);
  }

  /** Hands over what was noted and forgets it. */
  drain(): AuditEntry[] {
    const entries = [...this.#accesses.values()].map(({ category, action, thing, fields }) =>
      this.#factory.make({
        category,
        action,
        outcome: category === "READ" ? "SUCCESS" : "DENIED",
        patientId: thing.patientId ?? null,
        entityType: thing.type,
        entityId: thing.id,
        fields: [...fields].sort(),
        // Whose guardian it is who asks: then it is for the ward.
        ...(thing.guardianship && { detail: { guardianshipId: thing.guardianship.id } }),
      }),
    );
    this.#accesses.clear();
    return entries;
  }

  #note(category: Access["category"], action: Action, thing: Attributes, field: string | undefined): void {
    const key = `${category}:${action}:${thing.type}:${thing.id ?? ""}:${thing.patientId ?? ""}`;
    const access = this.#accesses.get(key) ?? { category, action, thing, fields: new Set() };
    if (field !== undefined) access.fields.add(field);
    this.#accesses.set(key, access);
  }
}
