// Bundles the page's JavaScript into one file, dist/start.mjs, which Trunk names after its content. Trunk runs this before every
// build; the file is only written where it changes, or else a watching Trunk would build for ever.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { smaller } from "./smaller.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const file = join(here, "dist/start.mjs");
const { outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ["src/start.js"],
  bundle: true,
  write: false,
  format: "esm",
  target: "es2022",
  legalComments: "none",
});
const bundle = Buffer.from(await smaller(outputFiles[0].text));
let current;
try {
  current = readFileSync(file);
} catch {
  mkdirSync(dirname(file), { recursive: true });
}
if (!current?.equals(bundle)) writeFileSync(file, bundle);
