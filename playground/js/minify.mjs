// Makes what Trunk has put together for publication smaller: the glue of the app and the style. Trunk runs this after every build.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transformSync } from "esbuild";

const { TRUNK_PROFILE, TRUNK_STAGING_DIR } = process.env;
const loaders = { ".js": "js", ".css": "css" };
for (const name of TRUNK_PROFILE === "release" ? readdirSync(TRUNK_STAGING_DIR) : []) {
  const loader = loaders[extname(name)];
  if (!loader) continue;
  const file = join(TRUNK_STAGING_DIR, name);
  const { code } = transformSync(readFileSync(file, "utf8"), { loader, minify: true, legalComments: "none" });
  writeFileSync(file, code);
}
