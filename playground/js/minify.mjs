// Makes what Trunk has put together for publication smaller: the glue of the app and the style. Trunk runs this after every build.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transformSync } from "esbuild";
import { smaller } from "./smaller.mjs";

const { TRUNK_PROFILE, TRUNK_STAGING_DIR } = process.env;
const minify = {
  ".js": smaller,
  ".css": (style) => transformSync(style, { loader: "css", minify: true }).code,
};
for (const name of TRUNK_PROFILE === "release" ? readdirSync(TRUNK_STAGING_DIR) : []) {
  const file = join(TRUNK_STAGING_DIR, name);
  const minified = minify[extname(name)]?.(readFileSync(file, "utf8"));
  if (minified) writeFileSync(file, await minified);
}
