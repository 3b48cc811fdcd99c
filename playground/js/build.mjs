// Bundles the editor into one file that the page loads: dist/editor.js.
import { build } from "esbuild";

await build({
  entryPoints: ["src/editor.js"],
  outfile: "dist/editor.js",
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
});
