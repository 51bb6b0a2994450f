import { prepare, WITHOUT_OWNER, type Preparation } from "../permission-operations.ts";
import { fieldOf, PROBES, withDescendants, type Probe } from "../permission-probes.ts";
import type { Client, PermissionWorld, PlaceName, Things } from "../permission-world.ts";
import { changedTables, takeFingerprint } from "../bad-input/database-fingerprint.ts";
import { letterOf, ownershipOf, type Caller } from "./callers.ts";
import { entriesOf } from "./examination.ts";
import type { KnockOutStack } from "./knock-out-stack.ts";
import { LAYERS, type Gaps } from "./layers.ts";

/** A change that its caller may not make. */
interface Attempt extends Preparation {
  readonly what: string;
  readonly client: Client;
  readonly document: string;
}

/** Things to be changed in vain: made once, as nothing is to come of it. */
export class ForbiddenChanges {
  readonly #stack: KnockOutStack;
  readonly #world: PermissionWorld;
  readonly #made = new Map<string, Promise<string>>();
  readonly #things: readonly (readonly [PlaceName, Things])[];

  private constructor(
    stack: KnockOutStack,
    world: PermissionWorld,
    things: readonly (readonly [PlaceName, Things])[],
  ) {
    this.#stack = stack;
    this.#world = world;
    this.#things = things;
  }

  /** What is needed for any attempt is made now: later nothing is to change. */
  static async create(
    stack: KnockOutStack,
    world: PermissionWorld,
    callers: readonly Caller[],
  ): Promise<ForbiddenChanges> {
    const things = await Promise.all(
      entriesOf(world.places).map(async ([place, of]): Promise<[PlaceName, Things]> => {
        const appointmentId = await of.makeAppointment();
        const holdId = await of.makeHold();
        const offer = await of.makeOffer();
        const slot = of.takeSlot();
        return [
          place,
          {
            ...{ ...of, takeSlot: () => slot, endHolds: () => Promise.resolve() },
            makeAppointment: () => Promise.resolve(appointmentId),
            makeHold: () => Promise.resolve(holdId),
            makeOffer: () => Promise.resolve(offer),
          },
        ];
      }),
    );
    const changes = new ForbiddenChanges(stack, world, things);
    for (const caller of callers) await changes.#attemptsOf(caller, { off: LAYERS });
    return changes;
  }

  /** Tries every mutation on everything that the caller may not change; tells what came of it. */
  async tryUnder(gaps: Gaps, callers: readonly Caller[]): Promise<string[]> {
    const attempts = await Promise.all(callers.map((caller) => this.#attemptsOf(caller, gaps)));
    if (attempts.flat().length === 0) throw new Error("Nothing was tried.");
    const before = await takeFingerprint(this.#stack.admin);
    await this.#stack.with(gaps, () =>
      Promise.all(
        attempts.map(async (own) => {
          for (const { client, document } of own) await client(document);
        }),
      ),
    );
    const changed = changedTables(before, await takeFingerprint(this.#stack.admin));
    const done: string[] = [];
    for (const { what, hasHappened } of attempts.flat()) if (await hasHappened?.()) done.push(what);
    return [...done, ...changed.map((table) => `${table} has changed`)];
  }

  async #attemptsOf(caller: Caller, gaps: Gaps): Promise<Attempt[]> {
    const attempts: Attempt[] = [];
    for (const probe of PROBES.filter(({ operation }) => operation === "mutation")) {
      for (const [place, things] of this.#things) {
        if (isForbidden(caller, probe, place, gaps))
          attempts.push(await this.#attempt(caller, probe, place, things));
      }
      if (probe.root === "bookAppointment")
        attempts.push(...(await this.#bookingsForOthers(caller, probe, gaps)));
    }
    return attempts;
  }

  /** All is the caller's own but the patient. */
  async #bookingsForOthers(caller: Caller, probe: Probe, gaps: Gaps): Promise<Attempt[]> {
    const first = this.#things.find(([place]) => place === "first")?.[1];
    if (first === undefined) throw new Error("There is no first place.");
    return Promise.all(
      this.#things
        .filter(([place]) => place !== "first" && isForbidden(caller, probe, place, gaps))
        .map(([place, { patientId }]) => this.#attempt(caller, probe, place, { ...first, patientId })),
    );
  }

  async #attempt(caller: Caller, { root }: Probe, place: PlaceName, things: Things): Promise<Attempt> {
    const ownership = ownershipOf(caller.role, place);
    const prepared = await prepare(this.#stack.admin, root, things, {
      sessionId: () =>
        this.#once(`session ${ownership}`, () =>
          this.#world.sessionId("nobody", ownership === "own" ? "other" : ownership),
        ),
      appId: () => this.#once(`app ${ownership}`, () => this.#world.appId("nobody", ownership)),
      passkeyId: () =>
        this.#once(`passkey ${root} ${ownership}`, () => this.#world.passkeyId("nobody", ownership)),
      calendarFeedId: () =>
        this.#once(`calendar feed ${ownership}`, () => this.#world.calendarFeedId("nobody", ownership)),
      grantId: () => this.#once(`grant ${ownership}`, () => this.#world.grantId(ownership)),
      clientId: () => this.#once(`client ${ownership}`, () => this.#world.clientId(ownership)),
      newAccountId: () =>
        this.#once(`account ${root} ${ownership}`, () => this.#world.newAccountId(ownership)),
      ownAccountId: () => this.#world.accountId(caller.role ?? "nobody", ownership),
    });
    return {
      ...prepared,
      what: `${caller.name} did ${root} to the things of ${place}`,
      client: caller.client,
      document: `mutation { ${root}${prepared.rootArguments} { __typename userErrors { code } } }`,
    };
  }

  #once(what: string, make: () => Promise<string>): Promise<string> {
    const made = this.#made.get(what) ?? make();
    this.#made.set(what, made);
    return made;
  }
}

/** What is another tenant's is nobody's to change; a refusal by role need not be tried while the router stands. */
function isForbidden({ role }: Caller, probe: Probe, place: PlaceName, { off }: Gaps): boolean {
  const [root, result] = withDescendants(fieldOf(probe));
  const asked = letterOf(role, place, root?.path ?? "");
  if (asked === "-" && role !== null) return false;
  if (role === null && WITHOUT_OWNER.has(probe.root)) return false;
  if (asked === "x" && !off.includes("router")) return false;
  return place === "foreign" || letterOf(role, place, result?.path ?? "") !== "v";
}
