import { fileURLToPath } from "node:url";
import { buildPackage } from "./build-package.ts";
import { bundleWith, MEASURED } from "./bundle.ts";

// `npm run client:build`: the package for front ends in client/dist, or in the directory that is given, and what it weighs.

const [, , directory = fileURLToPath(new URL("../dist", import.meta.url))] = process.argv;
buildPackage(directory);
process.stdout.write("Built the package. Minified and compressed (gzip):\n");
for (const [name, source] of Object.entries(MEASURED)) {
  const { gzipBytes } = await bundleWith(directory, source);
  process.stdout.write(`  ${String(gzipBytes).padStart(6)} bytes  ${name}\n`);
}
