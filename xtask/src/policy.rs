//! `cargo xtask policy`: the two modules of the policy.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::run::{Done, announce, cargo, root, step, target};
use crate::setup::targets;
use crate::wasm_opt::optimise;

/// A module: what cargo and the compiler are asked for, and what comes of it.
struct Module {
    what: &'static str,
    package: &'static [&'static str],
    profile: &'static str,
    flags: &'static [&'static str],
    platform: &'static str,
    built: &'static str,
    name: &'static str,
}

const MODULES: [Module; 2] = [
    Module {
        what: "Build the waPC module",
        package: &["--package", "promwright-wasm", "--features", "policy"],
        profile: "wapc",
        // A quarter of the usual stack, as every instance pays for its memory. What recurses goes 256 levels deep at most. The heap
        // of a typical request has room from the start, so that no instance has to grow its memory for it.
        flags: &["-Clink-arg=-zstack-size=262144", "-Clink-arg=--initial-heap=131072"],
        platform: "wasm32-unknown-unknown",
        built: "promwright_wasm.wasm",
        name: "promwright.wasm",
    },
    Module {
        what: "Build the WASI command",
        package: &["--package", "promwright"],
        profile: "wasm",
        flags: &[],
        platform: "wasm32-wasip1",
        built: "promwright.wasm",
        name: "promwright-wasi.wasm",
    },
];

/// Builds the waPC module and the WASI command, the same bytes wherever the project stands: the lock files, the pinned compiler
/// and the profile decide what they are, and no path of this machine gets into them.
pub(crate) fn policy() -> Done {
    targets()?;
    let folder = target().join("policy");
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    for module in MODULES {
        let mut build = cargo(&["build", "--locked", "--profile", module.profile, "--target", module.platform]);
        build.args(module.package).env("CARGO_ENCODED_RUSTFLAGS", compiler_flags(module.flags)?);
        step(module.what, &mut build)?;
        let file = folder.join(module.name);
        optimise(&target().join(module.platform).join(module.profile).join(module.built), &file)?;
        tell(&file)?;
    }
    Ok(())
}

/// Flags that give every path in the modules, such as those in panics' texts, a name that does not depend on this machine, and
/// `more`. They stand in place of any that the environment sets.
fn compiler_flags(more: &[&str]) -> Result<String, String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let sources = home.ok_or("there is no home folder")?.join("registry/src");
    let mut paths = vec![(root().to_owned(), "/promwright"), (target(), "/target")];
    // Below a folder for each registry, whose name depends on where the registry is.
    let registries = fs::read_dir(sources).into_iter().flatten().flatten();
    paths.extend(registries.map(|registry| (registry.path(), "/registry")));
    // Of several that fit, the compiler takes the last one.
    let remap = paths.iter().map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    let flags: Vec<_> = remap.chain(more.iter().map(ToString::to_string)).collect();
    // The character that cargo wants between flags.
    Ok(flags.join("\u{1f}"))
}

/// Says how big a file is, and its checksum.
fn tell(file: &Path) -> Done {
    let bytes = fs::read(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let mut checksum = String::new();
    for byte in Sha256::digest(&bytes) {
        // Writing to a string does not fail.
        let _ = write!(checksum, "{byte:02x}");
    }
    announce(&format!("{}: {} kB, SHA-256 {checksum}", file.display(), bytes.len() / 1000));
    Ok(())
}
