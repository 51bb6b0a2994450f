import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { answersFile } from "#schema/answers.ts";
import { startGoldenDatabases } from "./golden-databases.ts";
import { startGoldenStack } from "./golden-stack.ts";
import { recordedAnswers } from "./run-examples.ts";
import { readVersions, runVersions } from "./versions.ts";

// `npm run documents:record`: what every registered document answers to its examples on the golden data, beside the manifests.

const operations = fileURLToPath(new URL("../../schema/operations/", import.meta.url));
const versions = await readVersions(operations);
const databases = await startGoldenDatabases();
try {
  const answers = await runVersions(versions, async () => startGoldenStack(await databases.open()));
  for (const version of versions) {
    const file = join(operations, answersFile(version.client, version.version));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(recordedAnswers(version, answers), null, 2)}\n`);
  }
  process.stdout.write(
    `Recorded ${String(answers.length)} answers of ${String(versions.length)} versions.\n`,
  );
} finally {
  await databases.stop();
}
