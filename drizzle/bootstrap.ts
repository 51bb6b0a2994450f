import type postgres from "postgres";
import { CONTEXTS, loginRole } from "./contexts.ts";

/** Serialises role creation: roles belong to the cluster, and several databases may be set up at once. */
const BOOTSTRAP_LOCK = 7_103_462;

/**
 * What every database needs before the first migration: roles, extensions, and the functions the row-level-security
 * policies read the caller from. Running it again changes only passwords.
 */
export async function bootstrap(
  sql: postgres.Sql,
  loginPasswords: Readonly<Record<string, string>>,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${BOOTSTRAP_LOCK})`;
    for (const context of CONTEXTS) {
      await createRole(tx, `${context}_system`, "NOLOGIN");
      await createRole(tx, loginRole(context), "LOGIN NOINHERIT");
      await tx.unsafe(`GRANT "${context}_system" TO "${loginRole(context)}"`);
      const password = loginPasswords[loginRole(context)];
      if (password !== undefined) {
        await tx.unsafe(`ALTER ROLE "${loginRole(context)}" PASSWORD ${quoteLiteral(password)}`);
      }
    }
    await tx.unsafe(DATABASE_SETUP);
  });
}

async function createRole(tx: postgres.TransactionSql, role: string, attributes: string): Promise<void> {
  const [existing] = await tx`select 1 from pg_roles where rolname = ${role}`;
  if (existing === undefined) {
    await tx.unsafe(`CREATE ROLE "${role}" ${attributes} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`);
  }
}

function quoteLiteral(text: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(text))
    throw new Error("A database password may hold only A-Z a-z 0-9 _ and -.");
  return `'${text}'`;
}

const DATABASE_SETUP = `
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE SCHEMA IF NOT EXISTS app;
GRANT USAGE ON SCHEMA app, public TO PUBLIC;

CREATE OR REPLACE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.tenant_id', true), '')::uuid;
CREATE OR REPLACE FUNCTION app.actor_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.actor_id', true), '')::uuid;
CREATE OR REPLACE FUNCTION app.patient_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.patient_id', true), '')::uuid;
CREATE OR REPLACE FUNCTION app.practitioner_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.practitioner_id', true), '')::uuid;
CREATE OR REPLACE FUNCTION app.has_role(VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(string_to_array(nullif(current_setting('app.roles', true), ''), ',') && wanted, false);
CREATE OR REPLACE FUNCTION app.in_region(region text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(region = ANY (string_to_array(nullif(current_setting('app.regions', true), ''), ',')), false);
CREATE OR REPLACE FUNCTION app.client_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.client_id', true), '');
CREATE OR REPLACE FUNCTION app.tier() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.tier', true), '');
-- Tiers in their order (shared/auth/viewer.ts); who has none has the lowest.
CREATE OR REPLACE FUNCTION app.tier_suffices(minimum text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(array_position(ARRAY['STANDARD', 'PREMIUM'], coalesce(app.tier(), 'STANDARD'))
    >= array_position(ARRAY['STANDARD', 'PREMIUM'], minimum), false);
-- One of our own processes, whose service account lists the action (shared/auth/service-accounts.ts).
CREATE OR REPLACE FUNCTION app.service_may(action text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(app.has_role('SYSTEM')
    AND action = ANY (string_to_array(nullif(current_setting('app.service_actions', true), ''), ',')), false);
CREATE OR REPLACE FUNCTION app.is_impersonated() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.impersonator_id', true), '') IS NOT NULL;
-- \`app.break_glass\` is "<patient id>:<purpose>".
CREATE OR REPLACE FUNCTION app.broken_glass_patient_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(split_part(current_setting('app.break_glass', true), ':', 1), '')::uuid;
CREATE OR REPLACE FUNCTION app.glass_reaches(confidentiality text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(CASE split_part(current_setting('app.break_glass', true), ':', 2)
    WHEN 'EMERGENCY_TREATMENT' THEN confidentiality IN ('NORMAL', 'RESTRICTED', 'VERY_RESTRICTED')
    WHEN 'SAFEGUARDING' THEN confidentiality IN ('NORMAL', 'RESTRICTED')
    WHEN 'CONTINUITY_OF_CARE' THEN confidentiality = 'NORMAL' END, false);
CREATE OR REPLACE FUNCTION app.notify_channel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify(TG_ARGV[0], '');
  RETURN NULL;
END $$;
`;
