import { generateLoad, type LoadSettings } from "#drizzle/seed/index.ts";
import { loadClinics, type LoadClinic } from "#drizzle/seed/load/load-plan.ts";
import { startBenchDatabase, type BenchDatabase } from "../end-to-end/bench-database.ts";

/** A throw-away database with so many appointments more than the seeded ones. */
export interface LoadedDatabase extends BenchDatabase {
  readonly appointments: number;
  /** The clinic of the load that is asked about: of the tenant of the seeded admin who asks. */
  readonly clinic: LoadClinic;
}

/** Starts one; a million appointments take minutes. */
export async function startLoadedDatabase(
  appointments: number,
  onProgress: (text: string) => void,
): Promise<LoadedDatabase> {
  const settings: LoadSettings = { appointments, seed: 1 };
  const database = await startBenchDatabase();
  try {
    let tenths = 0;
    await generateLoad({
      ...{ ...settings, adminUrl: database.adminUrl, isProduction: false },
      onProgress: (written) => {
        const now = Math.floor((written * 10) / appointments);
        if (now > tenths) onProgress(`${String(written)} of ${String(appointments)} appointments`);
        tenths = now;
      },
    });
    // Half a week of what autovacuum does at any time would otherwise be done while it is measured.
    await database.admin`checkpoint`;
    const [clinic] = loadClinics(settings);
    if (clinic === undefined) throw new Error("The load has no clinic.");
    return { ...database, appointments, clinic };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
