import { parseArgs } from "node:util";
import { openDatabase } from "#shared/db/database.ts";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { systemClock } from "#shared/time/clock.ts";
import { createTenant, newTenantSchema, TenantExistsError, type NewTenant } from "../subgraphs/auth/create-tenant.ts";
import { readStackConfig } from "./config.ts";
import { visitStackDatabase } from "./open-database.ts";

const USAGE =
  "Usage: npm run tenants:create -- --slug northwind --name 'Northwind Clinics' --region eu-central --admin-email admin@northwind.example [--allow-sign-up]\n";

/** `npm run tenants:create`: a clinic network and its first admin, while everything serves. */
async function main(words: readonly string[]): Promise<number> {
  const tenant = readArguments(words);
  if (tenant === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const config = readStackConfig();
  const stack = await visitStackDatabase(config);
  const database = openDatabase({
    url: stack.urlFor("auth"),
    maxConnections: 1,
    applicationName: "clinic-tenants-create",
  });
  try {
    const { tenantId, passwordToken, tokenEndsAt } = await createTenant({ database, clock: systemClock, tenant });
    process.stdout.write(
      `The clinic network ${tenant.slug} is there, with the id ${tenantId}.\n` +
        `${tenant.adminEmail} is its admin, and sets a password once until ${tokenEndsAt.toISOString()} at\n` +
        `${config.auth.appUrl}/reset-password#token=${passwordToken}\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof TenantExistsError)) throw error;
    process.stderr.write(`${error.message} Nothing was made.\n`);
    return 1;
  } finally {
    await database.close();
    await stack.stop();
  }
}

/** Undefined when they do not describe a clinic network; what is wrong has been told then. */
function readArguments(words: readonly string[]): NewTenant | undefined {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        slug: { type: "string" },
        name: { type: "string" },
        region: { type: "string" },
        "admin-email": { type: "string" },
        "allow-sign-up": { type: "boolean", default: false },
      },
    });
    const { slug, name, region, "admin-email": adminEmail, "allow-sign-up": allowsSignUp } = values;
    const parsed = newTenantSchema.safeParse({ slug, name, region, adminEmail, allowsSignUp });
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues)
      process.stderr.write(`${path.join(".")}: ${message}\n`);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
  }
  return undefined;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
