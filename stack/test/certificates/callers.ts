import { z } from "zod";
import { ALL_ACCOUNTS, CLINIC_APPS, PARTNERS } from "#drizzle/seed/world.ts";
import { Browser, type Answer } from "../../browser.ts";
import { signInSeeded } from "../../demo-sign-in.ts";
import { GOLDEN_NOW } from "../../golden/golden-stack.ts";
import { partnerToken, tokensOfApp } from "../app-client.ts";

/** Somebody who runs documents, and what the grants look at in them. */
export interface CanaryCaller {
  readonly name: string;
  readonly isSignedIn: boolean;
  readonly roles: readonly string[];
  readonly tenantId: string | null;
  readonly accountId: string | null;
  readonly patientId: string | null;
  readonly practitionerId: string | null;
  readonly regions: readonly string[];
  /** Of a program or an app; null of a page. */
  readonly clientId: string | null;
  /** `cookie` or `authorization`. What an answer sets is not kept: each request is the same caller's. */
  readonly headers: Readonly<Record<string, string>>;
}

const NOBODY: CanaryCaller = {
  ...{ name: "nobody", isSignedIn: false, roles: [], tenantId: null, accountId: null },
  ...{ patientId: null, practitionerId: null, regions: [], clientId: null, headers: {} },
};

/** Every seeded account on a page, an app that acts for a patient, the partners' programs, and somebody signed out. */
export async function signInCanaryCallers(url: string): Promise<readonly CanaryCaller[]> {
  const people = await Promise.all(
    ALL_ACCOUNTS.map(async (account): Promise<CanaryCaller> => {
      const browser = new Browser(url);
      await signInSeeded(browser, account.email, { clock: () => GOLDEN_NOW });
      const { id: accountId, email: name, ...facts } = account;
      const { tenantId, roles, regions, patientId, practitionerId } = facts;
      const of = { tenantId, roles, regions, patientId, practitionerId, accountId };
      return { ...of, name, isSignedIn: true, clientId: null, headers: { cookie: browser.cookieHeader } };
    }),
  );
  const patient = callerNamed(people, "patient@northwind.example");
  const { clientId } = CLINIC_APPS.northwind;
  const app = await tokensOfApp(url, clientId, patient.headers["cookie"] ?? "");
  const programs = await Promise.all(
    PARTNERS.map(async (partner): Promise<CanaryCaller> => {
      const { clientId, tenantId } = partner;
      const of = { name: clientId, isSignedIn: true, roles: ["PARTNER"], tenantId, clientId };
      return { ...NOBODY, ...of, headers: { authorization: `Bearer ${await partnerToken(url, partner)}` } };
    }),
  );
  const actingApp: CanaryCaller = {
    ...patient,
    name: clientId,
    clientId,
    headers: { authorization: `Bearer ${app.access_token}` },
  };
  return [...people, actingApp, ...programs, NOBODY];
}

/** @throws Error when there is no such caller */
export function callerNamed(callers: readonly CanaryCaller[], name: string): CanaryCaller {
  const caller = callers.find((one) => one.name === name);
  if (caller === undefined) throw new Error(`There is no caller ${name}.`);
  return caller;
}

const answerSchema = z.object({
  data: z.unknown().default(null),
  errors: z
    .array(z.looseObject({ message: z.string(), extensions: z.looseObject({ code: z.string() }) }))
    .default([]),
  extensions: z.record(z.string(), z.unknown()).optional(),
});

/** Sends a request to the router as somebody. */
export async function sendAs(
  { headers }: Pick<CanaryCaller, "headers">,
  url: string,
  body: Readonly<Record<string, unknown>>,
  page?: string,
): Promise<Answer<unknown>> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json",
      ...(page !== undefined && { "apollographql-client-name": page }),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const { data, errors, extensions } = answerSchema.parse(await response.json());
  return { status: response.status, headers: response.headers, data, errors, extensions };
}
