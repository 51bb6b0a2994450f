import type { ServiceTiming } from "../interval.ts";
import type { ResourceOfKind, ServiceNeeds } from "../service-needs.ts";
import { Instants } from "./import-times.ts";
import { RowError, type RowFault } from "./import-codes.ts";

/** What can be called by its id or by its name. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** A service of a clinic. */
export interface CatalogueService extends Named, ServiceTiming, ServiceNeeds {}

/** A room or a device of a clinic. */
export interface CatalogueResource extends Named, ResourceOfKind {}

/** An open clinic, with what an appointment may name or take there. */
export interface CatalogueClinic extends Named {
  readonly timeZone: string;
  readonly services: readonly CatalogueService[];
  readonly rooms: readonly CatalogueResource[];
  readonly devices: readonly CatalogueResource[];
}

/** A clinic, looked up. */
export interface FoundClinic {
  readonly clinic: CatalogueClinic;
  readonly services: Directory<CatalogueService>;
  readonly rooms: Directory<CatalogueResource>;
  readonly instants: Instants;
}

/** Things that rows call by id or by exact name. */
export class Directory<Thing extends Named> {
  readonly #byId: ReadonlyMap<string, Thing>;
  readonly #byName: ReadonlyMap<string, readonly Thing[]>;

  constructor(things: readonly Thing[]) {
    this.#byId = new Map(things.map((thing) => [thing.id, thing]));
    this.#byName = Map.groupBy(things, ({ name }) => name);
  }

  /** @throws RowError with one of the faults */
  find(
    column: string,
    called: string,
    faults: { readonly unknown: RowFault; readonly ambiguous: RowFault },
  ): Thing {
    const byId = this.#byId.get(called.toLowerCase());
    if (byId !== undefined) return byId;
    const [named, ...others] = this.#byName.get(called) ?? [];
    if (named === undefined) throw new RowError(faults.unknown, column);
    if (others.length > 0) throw new RowError(faults.ambiguous, column);
    return named;
  }
}

/** What rows of a tenant's file may name. Patients are too many to be held here. */
export class Catalogue {
  readonly #clinics: Directory<CatalogueClinic>;
  readonly #practitionerIds: ReadonlySet<string>;
  readonly #found = new Map<string, FoundClinic>();

  constructor(clinics: readonly CatalogueClinic[], practitionerIds: readonly string[]) {
    this.#clinics = new Directory(clinics);
    this.#practitionerIds = new Set(practitionerIds);
  }

  /** @throws RowError `CLINIC_UNKNOWN`, `CLINIC_AMBIGUOUS` */
  clinic(column: string, called: string): FoundClinic {
    const clinic = this.#clinics.find(column, called, {
      unknown: "CLINIC_UNKNOWN",
      ambiguous: "CLINIC_AMBIGUOUS",
    });
    const known = this.#found.get(clinic.id);
    if (known !== undefined) return known;
    const found: FoundClinic = {
      clinic,
      services: new Directory(clinic.services),
      rooms: new Directory(clinic.rooms),
      instants: new Instants(clinic.timeZone),
    };
    this.#found.set(clinic.id, found);
    return found;
  }

  /** @throws RowError `PRACTITIONER_UNKNOWN` */
  assertPractitioner(column: string, id: string): void {
    if (!this.#practitionerIds.has(id)) throw new RowError("PRACTITIONER_UNKNOWN", column);
  }
}
