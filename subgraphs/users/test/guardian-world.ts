import postgres from "postgres";
import { expect } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import type { Clock } from "#shared/time/clock.ts";
import { createUsersSubgraph } from "../subgraph.ts";
import { createWorld, insertPatient, type World } from "./world.ts";

/** The database has a clock of its own, by which what it ends has ended. */
export const FAR = "2900-01-01T00:00:00.000Z";

const GUARDIANSHIP = `id patient { id } guardianName { display } relationship scopes basis status invitedAt
  invitationExpiresAt startedAt expiresAt endedAt`;

/** An invitation and its code. */
interface Invitation {
  readonly id: string;
  readonly code: string;
}

/** Two accounts without a patient, a child of the first region, and what tests do with guardianships. */
export class GuardianWorld {
  readonly harness: SubgraphHarness;
  readonly world: World;
  readonly guardian: Viewer;
  readonly stranger: Viewer;
  readonly childId: string;
  readonly #login: postgres.Sql;

  private constructor(
    harness: SubgraphHarness,
    world: World,
    people: Pick<GuardianWorld, "guardian" | "stranger" | "childId">,
  ) {
    this.harness = harness;
    this.world = world;
    this.guardian = people.guardian;
    this.stranger = people.stranger;
    this.childId = people.childId;
    this.#login = postgres(harness.database.urlFor("users_app"), { max: 1 });
  }

  /** Starts the subgraph on a database of its own. */
  static async start(clock: Clock): Promise<GuardianWorld> {
    const harness = await startSubgraph({
      name: "users",
      create: createUsersSubgraph,
      startsBackgroundWork: false,
      clock,
    });
    const world = await createWorld(harness.admin);
    const { tenantId } = world;
    const childId = newId();
    await insertPatient(harness.admin, {
      ...{ id: childId, tenantId, accountId: null, familyName: "Rao", region: "eu-central" },
    });
    await harness.admin`update users.patient set birth_date = '2015-06-01' where id = ${childId}`;
    const guardian = await insertUser(harness, "Devi", tenantId);
    const stranger = await insertUser(harness, "Ines", tenantId);
    return new GuardianWorld(harness, world, { guardian, stranger, childId });
  }

  async stop(): Promise<void> {
    await this.#login.end();
    await this.harness.stop();
  }

  async clear(): Promise<void> {
    await this.harness
      .admin`truncate users.guardianship, users.guardian_code_failure, users.idempotency_key, users.outbox,
      users.outbox_sequence`;
  }

  /** A person with an account, and no patient. */
  insertUser(givenName: string, tenantId = this.world.tenantId): Promise<Viewer> {
    return insertUser(this.harness, givenName, tenantId);
  }

  invite(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
    return this.harness.execute(
      viewer,
      `mutation ($input: InviteGuardianInput!) {
        inviteGuardian(input: $input) { guardianship { ${GUARDIANSHIP} } code userErrors { code field } } }`,
      {
        input: {
          ...{ patientId: this.world.patientId, relationship: "CHILD", scopes: ["APPOINTMENT_BOOK"] },
          ...changes,
        },
      },
    );
  }

  accept(viewer: Viewer, code: string, idempotencyKey?: string): Promise<GraphqlAnswer> {
    return this.harness.execute(
      viewer,
      `mutation ($input: AcceptGuardianshipInput!) {
        acceptGuardianship(input: $input) { guardianship { ${GUARDIANSHIP} } userErrors { code field } } }`,
      { input: { code, idempotencyKey } },
    );
  }

  end(viewer: Viewer, guardianshipId: string): Promise<GraphqlAnswer> {
    return this.harness.execute(
      viewer,
      `mutation ($input: EndGuardianshipInput!) {
        endGuardianship(input: $input) { guardianship { ${GUARDIANSHIP} } userErrors { code field } } }`,
      { input: { guardianshipId } },
    );
  }

  /** What staff say who invite the mother of the child. */
  forChild(): Record<string, unknown> {
    return {
      ...{ patientId: this.childId, relationship: "MOTHER" },
      evidence: "Birth certificate, shown at the desk",
    };
  }

  async invited(viewer: Viewer = this.world.viewers.ownPatient, changes = {}): Promise<Invitation> {
    const { data } = await this.invite(viewer, changes);
    expect(data.inviteGuardian.userErrors).toEqual([]);
    return { id: data.inviteGuardian.guardianship.id, code: data.inviteGuardian.code };
  }

  /** A guardianship for the first patient, in force; answers its id. */
  async accepted(viewer: Viewer = this.guardian, changes = {}): Promise<string> {
    const { id, code } = await this.invited(this.world.viewers.ownPatient, changes);
    expect((await this.accept(viewer, code)).data.acceptGuardianship.userErrors).toEqual([]);
    return id;
  }

  async events(): Promise<[type: string, payload: Record<string, unknown>][]> {
    const rows = await this.harness.admin<{ type: string; payload: Record<string, unknown> }[]>`
      select type, payload from users.outbox where type like 'guardianship.%' order by sequence`;
    return rows.map(({ type, payload }) => [type, payload]);
  }

  async changesOnRecord(): Promise<unknown[]> {
    const entries = await recordedAudit(this.harness.admin, "users");
    return entries
      .filter(({ category }) => category === "CHANGE")
      .map(({ action, patientId, entityId, detail, agent }) => ({
        ...{ action, patientId, entityId, detail, accountId: agent.accountId },
      }));
  }

  readWard(viewer: Viewer = this.guardian, id = this.world.patientId): Promise<GraphqlAnswer> {
    return this.harness.execute(
      viewer,
      "query ($id: ID!) { patient(id: $id) { id name { display } birthDate } }",
      { id },
    );
  }

  /** Runs one statement with the settings of a viewer: row-level security is all that is left. */
  async statement(viewer: Viewer, text: string, shownHash = ""): Promise<number> {
    const settings = viewerSettings(viewer, 5_000);
    return this.#login.begin(async (tx) => {
      await tx.unsafe(settings.text, [...settings.parameters]);
      await tx`select set_config('app.guardian_code_hash', ${shownHash}, true)`;
      return (await tx.unsafe(text)).count;
    });
  }
}

async function insertUser({ admin }: SubgraphHarness, givenName: string, tenantId: string): Promise<Viewer> {
  const viewer = viewerOf({ tenantId, roles: ["USER"] });
  await admin`insert into users."user" (id, tenant_id, given_name, family_name, email)
    values (${viewer.accountId}, ${tenantId}, ${givenName}, 'Rao', ${`${givenName}@northwind.example`})`;
  return viewer;
}

/** Code of the one user error; null when there is none. */
export function problemOf({ data }: GraphqlAnswer): unknown {
  const [payload] = Object.values<{ userErrors: { code: string }[] }>(data);
  expect(payload?.userErrors.length).toBeLessThanOrEqual(1);
  return payload?.userErrors[0]?.code ?? null;
}

/** Codes of the errors; undefined when there are none. */
export function codesOf({ errors }: GraphqlAnswer): unknown {
  return errors?.map(({ extensions }) => extensions["code"]);
}

/** Support in somebody's place. */
export function impersonated(viewer: Viewer): Viewer {
  return { ...viewer, impersonator: { accountId: newId(), roles: ["SUPPORT"], endsAt: FAR } };
}
