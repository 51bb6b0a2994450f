import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const manifestSchema = z.object({ name: z.string(), version: z.string(), license: z.string() });
const LICENCE_FILE = /^(licen[cs]e|copying|thirdpartynotices)/i;

/**
 * What has to go with a bundle: name, version, licence (SPDX) and licence text of every package that is part of it.
 * @param inputs files of the bundle, relative to `root`
 */
export async function licenceText(root: string, inputs: readonly string[]): Promise<string> {
  const packages = new Set<string>();
  for (const path of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
    if (found !== undefined) packages.add(found);
  }
  const texts = await Promise.all([...packages].sort().map((path) => licenceOf(join(root, path))));
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

async function licenceOf(directory: string): Promise<string> {
  const { name, version, license } = manifestSchema.parse(
    JSON.parse(await readFile(join(directory, "package.json"), "utf8")),
  );
  const files = (await readdir(directory)).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(directory, file), "utf8")));
  return [`${name}@${version}: ${license}`, ...texts.map((text) => text.trim())].join("\n\n") + "\n";
}
