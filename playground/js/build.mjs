// Bundles the page's JavaScript into dist/start.mjs; Trunk adds a content hash to its name. Trunk runs this before every build.
// The file is written only when it changes: otherwise `trunk serve` would rebuild in a loop.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { minifyModule } from "./terser.mjs";

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
const bundle = Buffer.from(await minifyModule(outputFiles[0].text));
let current;
try {
  current = readFileSync(file);
} catch {
  mkdirSync(dirname(file), { recursive: true });
}
if (!current?.equals(bundle)) writeFileSync(file, bundle);
