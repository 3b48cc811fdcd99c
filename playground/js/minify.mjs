// Minifies the app's JavaScript glue and the stylesheet in release builds. Trunk runs this after every build.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transformSync } from "esbuild";
import { minifyModule } from "./terser.mjs";

const { TRUNK_PROFILE, TRUNK_STAGING_DIR } = process.env;
const minify = {
  ".js": minifyModule,
  ".css": (style) => transformSync(style, { loader: "css", minify: true }).code,
};
for (const name of TRUNK_PROFILE === "release" ? readdirSync(TRUNK_STAGING_DIR) : []) {
  const file = join(TRUNK_STAGING_DIR, name);
  const minified = minify[extname(name)]?.(readFileSync(file, "utf8"));
  if (minified) writeFileSync(file, await minified);
}
