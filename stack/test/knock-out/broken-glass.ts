import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { BREAK_GLASS_PURPOSES, type BreakGlassPurpose } from "#shared/auth/confidentiality.ts";
import { dataOf } from "../booking-client.ts";
import type { Client, PermissionWorld, Things } from "../permission-world.ts";
import type { Caller } from "./callers.ts";
import type { KnockOutStack } from "./knock-out-stack.ts";
import type { Gaps } from "./layers.ts";

const LEVELS = ["NORMAL", "RESTRICTED", "VERY_RESTRICTED"] as const;
type Level = (typeof LEVELS)[number];

/** What each purpose opens, written down apart from `shared/auth/confidentiality.ts` and from row-level security. */
const OPENS: Readonly<Record<BreakGlassPurpose, readonly Level[]>> = {
  CONTINUITY_OF_CARE: ["NORMAL"],
  SAFEGUARDING: ["NORMAL", "RESTRICTED"],
  EMERGENCY_TREATMENT: ["NORMAL", "RESTRICTED", "VERY_RESTRICTED"],
};

interface Visit {
  readonly id: string;
  readonly secret: string;
}

/** Visits of each level with somebody else, and practitioners who broke the glass of the patient, each for one purpose. */
export class BrokenGlass {
  readonly #stack: KnockOutStack;
  readonly #visits: ReadonlyMap<string, Visit>;
  readonly #askers: readonly (readonly [name: string, client: Client, sees: readonly string[]])[];

  private constructor(
    stack: KnockOutStack,
    visits: ReadonlyMap<string, Visit>,
    askers: readonly (readonly [string, Client, readonly string[]])[],
  ) {
    this.#stack = stack;
    this.#visits = visits;
    this.#askers = askers;
  }

  static async create(
    stack: KnockOutStack,
    { places: { second, afar } }: PermissionWorld,
    callers: readonly Caller[],
  ): Promise<BrokenGlass> {
    const visits = new Map<string, Visit>();
    for (const level of LEVELS) visits.set(level, await makeVisit(stack, second, level));
    visits.set("another patient's", await makeVisit(stack, afar, "NORMAL"));
    const holders = await Promise.all(
      BREAK_GLASS_PURPOSES.map(async (purpose) => {
        const client = await breakGlass(stack, second.patientId, purpose);
        return [`practitioner for ${purpose}`, client, OPENS[purpose]] as const;
      }),
    );
    // Nobody else sees any of it: neither treats, nor broke the glass.
    const others = callers.map(({ name, client }) => [name, client, []] as const);
    return new BrokenGlass(stack, visits, [...holders, ...others]);
  }

  /** Who sees of a visit what must not be seen, or does not see what must, under these gaps. */
  async under(gaps: Gaps): Promise<string[]> {
    return this.#stack.with(gaps, async () => {
      const found: string[] = [];
      for (const [name, client, sees] of this.#askers) {
        for (const [visit, { id, secret }] of this.#visits) {
          const answer = await client(`{ appointment(id: "${id}") { reason notes } }`);
          const isSeen = JSON.stringify([answer.data, answer.errors, answer.extensions]).includes(secret);
          if (isSeen !== sees.includes(visit))
            found.push(`${name} ${isSeen ? "sees" : "does not see"} ${visit}`);
        }
      }
      return found;
    });
  }
}

async function makeVisit({ admin }: KnockOutStack, things: Things, level: Level): Promise<Visit> {
  const id = await things.makeAppointment();
  const secret = `Secret-${id}`;
  await admin`update appointments.appointment set confidentiality = ${level} where id = ${id}`;
  await admin`
    insert into appointments.appointment_clinical (id, tenant_id, reason, notes)
    select id, tenant_id, ${secret}, ${secret} from appointments.appointment where id = ${id}`;
  return { id, secret };
}

async function breakGlass(
  stack: KnockOutStack,
  patientId: string,
  purpose: BreakGlassPurpose,
): Promise<Client> {
  const browser = await stack.browser(ACCOUNTS.practitioner.email);
  const input = { patientId, purpose, justification: "Nobody else is there to ask." };
  const { breakGlass: outcome } = dataOf(
    await browser.send<{ breakGlass: { userErrors: readonly unknown[] } }>(
      "mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { userErrors { code } } }",
      { input },
    ),
  );
  if (outcome.userErrors.length > 0) throw new Error(`The glass did not break: ${JSON.stringify(outcome)}`);
  return (document, variables) => browser.send(document, variables);
}
