import { chmod } from "node:fs/promises";
import { build, type Metafile, type Plugin } from "esbuild";

/** gRPC's reader of .proto files: the pack brings its messages compiled. */
const noProtoLoader: Plugin = {
  name: "no-proto-loader",
  setup(context) {
    context.onResolve({ filter: /^@grpc\/proto-loader$/ }, ({ path }) => ({ path, namespace: "no-proto-loader" }));
    context.onLoad({ filter: /.*/, namespace: "no-proto-loader" }, () => ({ contents: "module.exports = {};" }));
  },
};

/**
 * The policy pack as one CommonJS file that Node starts by itself: the engine runs it directly, and a language host's runner
 * requires it. Gives what went into it.
 */
export async function buildPack(root: string, file: string, version: string, plugins: Plugin[]): Promise<Metafile> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["src/pack/main.ts"],
    outfile: file,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    minifySyntax: true,
    minifyWhitespace: true,
    banner: { js: "#!/usr/bin/env node" },
    legalComments: "none",
    define: { __VERSION__: JSON.stringify(version) },
    mainFields: ["module", "main"],
    plugins: [...plugins, noProtoLoader],
    metafile: true,
    logLevel: "warning",
  });
  await chmod(file, 0o755);
  return result.metafile;
}
