//! `cargo xtask policy`: builds the two modules of the policy.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::run::{TaskResult, announce, cargo, root, step, target};
use crate::setup::targets;
use crate::wasm_opt::optimize;

/// How to build a module, and the names of the files.
struct Module {
    step: &'static str,
    package: &'static [&'static str],
    profile: &'static str,
    flags: &'static [&'static str],
    platform: &'static str,
    built: &'static str,
    name: &'static str,
}

const MODULES: [Module; 2] = [
    Module {
        step: "Build the waPC module",
        package: &["--package", "promwright-wasm", "--features", "policy"],
        profile: "wapc",
        // A quarter of the default stack, because each request creates an instance with its own memory. Recursion is at most 256
        // levels deep. The initial heap is large enough for a typical request, so that an instance need not grow its memory.
        flags: &["-Clink-arg=-zstack-size=262144", "-Clink-arg=--initial-heap=131072"],
        platform: "wasm32-unknown-unknown",
        built: "promwright_wasm.wasm",
        name: "promwright.wasm",
    },
    Module {
        step: "Build the WASI command",
        package: &["--package", "promwright"],
        profile: "wasm",
        flags: &[],
        platform: "wasm32-wasip1",
        built: "promwright.wasm",
        name: "promwright-wasi.wasm",
    },
];

/// Builds the waPC module and the WASI command. The builds are reproducible: they depend only on the sources, the lock files, the
/// pinned compiler and the profile, and contain no local paths.
pub(crate) fn policy() -> TaskResult {
    targets()?;
    let folder = target().join("policy");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    for module in MODULES {
        let mut build = cargo(&["build", "--locked", "--profile", module.profile, "--target", module.platform]);
        build.args(module.package).env("CARGO_ENCODED_RUSTFLAGS", compiler_flags(module.flags)?);
        step(module.step, &mut build)?;
        let file = folder.join(module.name);
        optimize(&target().join(module.platform).join(module.profile).join(module.built), &file)?;
        announce_module(&file)?;
    }
    Ok(())
}

/// Compiler flags that replace local paths in the modules, such as those in panic messages, followed by `extra`. They override
/// flags from the environment.
fn compiler_flags(extra: &[&str]) -> Result<String, String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let sources = home.ok_or("no home folder found")?.join("registry/src");
    let mut paths = vec![(root().to_owned(), "/promwright"), (target(), "/target")];
    // Each registry has a folder, whose name contains a hash of the registry's URL.
    let registries = fs::read_dir(sources).into_iter().flatten().flatten();
    paths.extend(registries.map(|registry| (registry.path(), "/registry")));
    // If several prefixes match, the last one counts.
    let remap = paths.iter().map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    let flags: Vec<_> = remap.chain(extra.iter().map(ToString::to_string)).collect();
    // The separator in CARGO_ENCODED_RUSTFLAGS.
    Ok(flags.join("\u{1f}"))
}

/// Prints the size and the checksum of a module.
fn announce_module(file: &Path) -> TaskResult {
    let bytes = fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let mut checksum = String::new();
    for byte in Sha256::digest(&bytes) {
        // Writing to a string does not fail.
        let _ = write!(checksum, "{byte:02x}");
    }
    announce(&format!("{}: {} kB, SHA-256 {checksum}", file.display(), bytes.len() / 1000));
    Ok(())
}
