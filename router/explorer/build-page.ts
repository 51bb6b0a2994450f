import { build, type BuildOptions, type Metafile, type OutputFile } from "esbuild";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { licenceText } from "./page-licences.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = "router/explorer/page";

/** Where the page looks for its files; only `index.html` has an address of its own, `/explorer`. */
const ASSETS = "/explorer/assets/";
const WORKERS = ["editor", "graphql", "json"] as const;
/** Says of what the files were built. */
const STAMP = "stamp.json";

/** Where {@link buildPage} puts the page. */
export interface BuildPageOptions {
  /** Replaced as a whole. */
  readonly outputDirectory: string;
}

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  target: "es2022",
  metafile: true,
  write: false,
  outdir: "out",
  legalComments: "none",
  logLevel: "silent",
  define: { "process.env.NODE_ENV": '"production"' },
} satisfies BuildOptions;

/**
 * Builds the explorer's page: `index.html`, scripts, styles, fonts and workers under names that change with what is in
 * them, and the licences of all packages that are part of it.
 * @returns false when what is there was built of the same sources and packages, and nothing was done
 * @throws Error when there are other files where it is to be; of esbuild when a module cannot be bundled
 */
export async function buildPage({ outputDirectory }: BuildPageOptions): Promise<boolean> {
  if (await isUpToDate(outputDirectory)) return false;
  await assertOurs(outputDirectory);
  const workers = await build({
    ...shared,
    entryPoints: WORKERS.map((name) => ({ in: `${page}/workers/${name}.ts`, out: `${name}-worker` })),
    entryNames: "[name]-[hash]",
    format: "iife",
  });
  const addresses = WORKERS.map((name) => [
    name,
    ASSETS + named(workers.outputFiles, `${name}-worker-`, ".js"),
  ]);
  const main = await build({
    ...shared,
    entryPoints: [`${page}/main.tsx`],
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    assetNames: "[name]-[hash]",
    format: "esm",
    splitting: true,
    jsx: "automatic",
    // GraphiQL asks for old names, whose modules are CommonJS: a bundle finds no parser in them.
    alias: {
      "prettier/parser-graphql": "prettier/plugins/graphql",
      "prettier/parser-babel": "prettier/plugins/babel",
    },
    publicPath: ASSETS,
    loader: { ".ttf": "file" },
    define: { ...shared.define, WORKER_ADDRESSES: JSON.stringify(Object.fromEntries(addresses)) },
  });
  const inputs = inputsOf(workers.metafile, main.metafile);
  await replaceDirectory(outputDirectory, [
    ...[...workers.outputFiles, ...main.outputFiles].map(
      ({ path, contents }) => [basename(path), contents] as const,
    ),
    ["index.html", await document(main.outputFiles)],
    ["licences.txt", await licenceText(root, inputs)],
    [STAMP, JSON.stringify(await stampOf(inputs.filter((path) => !path.includes("node_modules/"))))],
  ]);
  return true;
}

async function document(files: readonly OutputFile[]): Promise<string> {
  const text = await readFile(join(root, page, "index.html"), "utf8");
  return text
    .replace("STYLE", ASSETS + named(files, "main-", ".css"))
    .replace("SCRIPT", ASSETS + named(files, "main-", ".js"));
}

function named(files: readonly OutputFile[], start: string, end: string): string {
  const names = files.map(({ path }) => basename(path));
  const found = names.find((name) => name.startsWith(start) && name.endsWith(end));
  if (found === undefined) throw new Error(`The bundler wrote no ${start}*${end}.`);
  return found;
}

function inputsOf(...metafiles: readonly Metafile[]): readonly string[] {
  const names = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  // What is in angle brackets is no file: esbuild has made it of `define`.
  return [...new Set(names.filter((name) => !name.startsWith("<")))].sort();
}

/** Readers see the old files or the new ones, never some of each. Of two that build at once the last one stays. */
async function replaceDirectory(
  directory: string,
  files: readonly (readonly [name: string, contents: string | Uint8Array])[],
): Promise<void> {
  const [next, last] = [`${directory}.${randomUUID()}`, `${directory}.${randomUUID()}`];
  await mkdir(next, { recursive: true });
  await Promise.all(files.map(([name, contents]) => writeFile(join(next, name), contents)));
  for (let isThere = false; !isThere;) {
    await rename(directory, last).catch(unless("ENOENT"));
    isThere = await rename(next, directory).then(() => true, unless("ENOTEMPTY"));
    await rm(last, { recursive: true, force: true });
  }
}

/** @throws the error, when it has another code */
function unless(code: string): (error: unknown) => false {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === code) return false;
    throw error;
  };
}

/** A folder of anything else was named by mistake, and is not to be lost. @throws Error */
async function assertOurs(directory: string): Promise<void> {
  const names = (await readdir(directory).catch(unless("ENOENT"))) || [];
  if (names.length > 0 && !names.includes(STAMP))
    throw new Error(`${directory} has files that are not the explorer's: nothing was built into it.`);
}

const stampSchema = z.object({ sources: z.array(z.string()), hash: z.string() });

/** Packages are told apart by the lockfile: reading thousands of files would take as long as building. */
async function stampOf(sources: readonly string[]): Promise<z.output<typeof stampSchema>> {
  const hash = createHash("sha256");
  const others = [`${page}/index.html`, "router/explorer/build-page.ts", "package-lock.json"];
  for (const path of [...sources, ...others]) hash.update(path).update(await readFile(join(root, path)));
  return { sources: [...sources], hash: hash.digest("hex") };
}

async function isUpToDate(directory: string): Promise<boolean> {
  try {
    const stamp = stampSchema.parse(JSON.parse(await readFile(join(directory, STAMP), "utf8")));
    return (await stampOf(stamp.sources)).hash === stamp.hash;
  } catch {
    // None yet, or one of another version of this file, or a source is gone: building says what is wrong.
    return false;
  }
}

if (import.meta.main) {
  const outputDirectory = fileURLToPath(new URL("assets", import.meta.url));
  const wasBuilt = await buildPage({ outputDirectory });
  process.stdout.write(
    wasBuilt ? "Built router/explorer/assets.\n" : "router/explorer/assets is up to date.\n",
  );
}
