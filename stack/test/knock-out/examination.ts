import { newId } from "#shared/db/ids.ts";
import type { Answer } from "../../browser.ts";
import { PERMISSION_MATRIX } from "../permission-matrix.ts";
import { prepare, WITHOUT_IDS } from "../permission-operations.ts";
import { valueAt } from "../permission-outcome.ts";
import { fieldOf, PROBES, withDescendants, type Probe } from "../permission-probes.ts";
import type { PermissionWorld, PlaceName, Things } from "../permission-world.ts";
import { letterOf, ownershipOf, type Caller } from "./callers.ts";
import { CANARIES, PLACES_IN } from "./canaries.ts";
import type { KnockOutStack } from "./knock-out-stack.ts";
import type { Gaps } from "./layers.ts";
import { inquire, surplus, type Findings, type Inquiry } from "./survey.ts";

/** A canary of one thing. */
interface PlantedCanary {
  readonly kind: string;
  readonly place: PlaceName;
  readonly value: string;
}

interface Question extends Inquiry {
  readonly probe: Probe;
  /** Places by the alias under which they are asked for: several, when the arguments are the same. */
  readonly places: ReadonlyMap<string, readonly PlaceName[]>;
}

/** From whom, together, every field is hidden that is hidden from anybody with a role. */
const HIDERS = ["analyst", "admin", "partner"] as const;
/** What differs from one moment to the next. */
const VOLATILE = /^viewer\.sessions\b/;

/** Asks everything as everybody, and tells what somebody learns who must not. */
export class Examination {
  readonly #stack: KnockOutStack;
  readonly #world: PermissionWorld;
  readonly #canaries: readonly PlantedCanary[];
  /** By name of the caller: some things are whose they are because of who asks. */
  readonly #questions: ReadonlyMap<string, readonly Question[]>;
  /** What everybody learns while all layers stand, by caller and root. */
  readonly #known = new Map<string, Findings>();

  private constructor(
    stack: KnockOutStack,
    world: PermissionWorld,
    canaries: readonly PlantedCanary[],
    questions: ReadonlyMap<string, readonly Question[]>,
  ) {
    this.#stack = stack;
    this.#world = world;
    this.#canaries = canaries;
    this.#questions = questions;
  }

  static async create(
    stack: KnockOutStack,
    world: PermissionWorld,
    callers: readonly Caller[],
  ): Promise<Examination> {
    const canaries: PlantedCanary[] = [];
    for (const [place, things] of entriesOf(world.places)) {
      for (const [kind, { values }] of Object.entries(CANARIES)) {
        for (const { value } of await values(stack.admin, things)) {
          if (value === null || value.length < 8)
            throw new Error(`There is no canary of ${kind} of ${place}.`);
          canaries.push({ kind, place, value });
        }
      }
    }
    const probes = PROBES.filter(({ operation }) => operation === "query");
    const questions = await Promise.all(
      callers.map(async (caller): Promise<[string, Question[]]> => [
        caller.name,
        await Promise.all(probes.map((probe) => questionOf(stack, world, probe, caller))),
      ]),
    );
    return new Examination(stack, world, canaries, new Map(questions));
  }

  /** While all layers stand: what is to be seen is seen, and nothing else. Later examinations compare with it. */
  async whileAllStand(callers: readonly Caller[]): Promise<string[]> {
    const problems = await this.#forAll(callers, async (caller) => {
      const seen = new Set<string>();
      const found: string[] = [];
      for (const question of this.#questionsOf(caller)) {
        const findings = await inquire(caller.client, question, undefined, this.#watch(caller, seen, found));
        this.#known.set(keyOf(caller, question), findings);
        found.push(...findings.faults, ...this.#compareWithMatrix(caller, question, findings));
      }
      return [...found, ...this.#unseen(caller, seen)];
    });
    return problems;
  }

  /** Under these gaps: what somebody learns that they do not learn while all layers stand. */
  async under(gaps: Gaps, callers: readonly Caller[], roots?: readonly string[]): Promise<string[]> {
    return this.#stack.with(gaps, () =>
      this.#forAll(callers, async (caller) => {
        const found: string[] = [];
        for (const question of this.#questionsOf(caller, roots)) {
          const known = this.#known.get(keyOf(caller, question));
          if (known === undefined) throw new Error("Nobody has looked while all layers stood.");
          // The router refuses by role what it has refused before, if it is there.
          const isJudged = !gaps.off.includes("router") && gaps.holes?.router === undefined;
          const watch = this.#watch(caller, new Set(), found);
          const { data, faults } = await inquire(
            caller.client,
            question,
            isJudged ? known.passed : undefined,
            watch,
          );
          const more = surplus(data, known.data).map((path) => withRoot(path, question.probe.root));
          found.push(
            ...faults,
            ...more
              .filter((path) => !VOLATILE.test(path.replace(/^\w+: /, "")))
              .map((path) => `${caller.name} learns ${path}`),
          );
        }
        return found;
      }),
    );
  }

  /** Everything that somebody must not see of the first place, as the matrix has it. */
  get hiddenPaths(): ReadonlySet<string> {
    // What is told of the viewer is of nobody else.
    const fields = PROBES.filter(({ operation, root }) => operation === "query" && root !== "viewer").map(
      fieldOf,
    );
    // What nobody gets is null on this way for everybody: a clinic's month has no day.
    const paths = fields
      .flatMap(withDescendants)
      .map(({ path }) => path)
      .filter((path) => PERMISSION_MATRIX[path]?.includes("v"));
    return new Set(
      paths.filter((path) => HIDERS.some((role) => "xnd".includes(letterOf(role, "first", path)))),
    );
  }

  #questionsOf({ name }: Caller, roots?: readonly string[]): readonly Question[] {
    const questions = this.#questions.get(name) ?? [];
    return questions.filter(({ probe }) => roots?.includes(probe.root) ?? true);
  }

  async #forAll(callers: readonly Caller[], work: (caller: Caller) => Promise<string[]>): Promise<string[]> {
    const found = await Promise.all(callers.map(work));
    return [...new Set(found.flat())];
  }

  /** Looks for what the caller must not see in everything that came back, errors and headers included. */
  #watch(caller: Caller, seen: Set<string>, found: string[]) {
    return (answer: Answer<unknown>, document: string): void => {
      const text = textOf(answer);
      for (const canary of this.#canaries) {
        if (!text.includes(canary.value)) continue;
        seen.add(canary.value);
        // What a client says it knows already.
        if (document.includes(canary.value) || isFor(caller, canary)) continue;
        found.push(`${caller.name} sees ${canary.kind} of ${canary.place}`);
      }
    };
  }

  #unseen(caller: Caller, seen: ReadonlySet<string>): string[] {
    return this.#canaries
      .filter((canary) => isFor(caller, canary) && !seen.has(canary.value))
      .map(({ kind, place }) => `${caller.name} does not see ${kind} of ${place}`);
  }

  #compareWithMatrix(caller: Caller, { probe, field, places }: Question, { data }: Findings): string[] {
    const problems: string[] = [];
    for (const [alias, names] of places) {
      for (const place of names) {
        const ids = WITHOUT_IDS.has(probe.root) ? new Set<string>() : idsOf(this.#world.places[place]);
        for (const { path } of withDescendants(field)) {
          const letter = letterOf(caller.role, place, path);
          const isSeen = valueAt({ [probe.root]: data[alias] }, path, ids) != null;
          if (letter !== "-" && isSeen !== (letter === "v"))
            problems.push(`${caller.name} ${isSeen ? "sees" : "does not see"} ${path} of ${place}`);
        }
      }
    }
    return problems;
  }
}

async function questionOf(
  stack: KnockOutStack,
  world: PermissionWorld,
  probe: Probe,
  { role }: Caller,
): Promise<Question> {
  const rootArguments = new Map<string, string>();
  const places = new Map<string, PlaceName[]>();
  for (const [place, things] of entriesOf(world.places)) {
    const { rootArguments: text } = await prepare(stack.admin, probe.root, things, {
      sessionId: unasked,
      appId: unasked,
      grantId: unasked,
      passkeyId: () => givePasskey(stack, world, role),
      calendarFeedId: () => world.calendarFeedId(role ?? "nobody", "own"),
      clientId: unasked,
      newAccountId: unasked,
      ownAccountId: () => world.accountId(role ?? "nobody", ownershipOf(role, place)),
    });
    const [alias = place] = [...rootArguments].find(([, other]) => other === text) ?? [];
    rootArguments.set(alias, text);
    places.set(alias, [...(places.get(alias) ?? []), place]);
  }
  return { probe, field: fieldOf(probe), rootArguments, places };
}

/** Gives the account of a role a passkey, so that there is one to see. Whoever signs in afterwards needs it. */
async function givePasskey(
  { admin }: KnockOutStack,
  world: PermissionWorld,
  role: Caller["role"],
): Promise<string> {
  const id = newId();
  if (role === null || role === "partner" || role === "nobody") return id;
  const accountId = await world.accountId(role, "own");
  await admin`
    insert into auth.passkey (id, tenant_id, account_id, credential_id, public_key, sign_count, transports,
      is_backup_eligible, is_backed_up, name, last_used_at)
    select ${id}, tenant_id, id, ${id}, 'key', 0, '{}', false, false, 'Key', now() from auth.account
    where id = ${accountId} and not exists (select from auth.passkey where account_id = ${accountId})`;
  return id;
}

function unasked(): Promise<string> {
  throw new Error("No query asks for these.");
}

function isFor({ role, name }: Caller, { kind, place }: PlantedCanary): boolean {
  if (role === null || name === "disabled account") return false;
  return PLACES_IN[CANARIES[kind]?.scopes[role] ?? "none"].includes(place);
}

function idsOf({
  patientId,
  practitionerId,
  clinicId,
  appointmentId,
  waitlistEntryId,
}: Things): ReadonlySet<string> {
  return new Set([patientId, practitionerId, clinicId, appointmentId, waitlistEntryId]);
}

function keyOf({ name }: Caller, { probe }: Question): string {
  return `${name} ${probe.root}`;
}

/** The alias of a path is the place: `second.name` of `patient` becomes `second: patient.name`. */
function withRoot(path: string, root: string): string {
  const [place = "", ...rest] = path.split(".");
  return `${place}: ${[root, ...rest].join(".")}`;
}

function textOf({ data, errors, extensions, headers }: Answer<unknown>): string {
  return JSON.stringify([data, errors, extensions, [...headers]]);
}

/** The places of the world with their names. */
export function entriesOf(places: PermissionWorld["places"]): readonly (readonly [PlaceName, Things])[] {
  return Object.entries(places) as [PlaceName, Things][];
}
