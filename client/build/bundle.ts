import { build } from "esbuild";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

/** What a bundler makes of an app. */
export interface Bundle {
  readonly text: string;
  /** Minified and compressed by gzip at its highest level. */
  readonly gzipBytes: number;
  /** Files that are part of it. */
  readonly modules: readonly string[];
}

/** Bundles an app that has the package in `directory` installed and consists of `source`, minified, for browsers. */
export async function bundleWith(directory: string, source: string): Promise<Bundle> {
  const app = mkdtempSync(join(tmpdir(), "clinic-app-"));
  try {
    mkdirSync(join(app, "node_modules/@clinic"), { recursive: true });
    symlinkSync(resolve(directory), join(app, "node_modules/@clinic/client"));
    const { outputFiles, metafile } = await build({
      stdin: { contents: source, resolveDir: app },
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      write: false,
      metafile: true,
      logLevel: "silent",
    });
    const [file] = outputFiles;
    const [output] = Object.values(metafile.outputs);
    if (file === undefined || output === undefined) throw new Error("The bundler wrote nothing.");
    const modules = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    return {
      text: file.text,
      gzipBytes: gzipSync(file.contents, { level: 9 }).length,
      modules: modules.map(([name]) => name),
    };
  } finally {
    rmSync(app, { recursive: true });
  }
}

/** What the guide states the size of, by the name it has there. */
export const MEASURED: Readonly<Record<string, string>> = {
  "`createClinicClient`": 'export { createClinicClient } from "@clinic/client";',
  "the same with one operation":
    'export { createClinicClient } from "@clinic/client"; export { PatientHome } from "@clinic/client/operations";',
  "one document, for Apollo Client or urql":
    'export { PatientHomeDocument } from "@clinic/client/documents";',
};
