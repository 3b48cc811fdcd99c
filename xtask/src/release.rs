//! `cargo xtask release`: what would be published, and whether it is ready. Publishing is done by hand: docs/RELEASING.md.

mod changelog;

use std::fs;
use std::path::Path;

use clap::Args;
use serde::Deserialize;
use serde_json::Value;

use crate::run::{TaskResult, cargo, output, root, step, target};

/// How to release.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Check and show what would be published, and publish nothing
    #[arg(long)]
    dry_run: bool,
}

/// The categories of crates.io that fit the project's crates; <https://crates.io/category_slugs> has all.
const CATEGORIES: [&str; 10] = [
    "command-line-utilities",
    "config",
    "development-tools",
    "development-tools::procedural-macro-helpers",
    "development-tools::testing",
    "encoding",
    "parser-implementations",
    "parsing",
    "value-formatting",
    "wasm",
];

/// The files that a crate must carry.
const FILES: [&str; 2] = ["README.md", "LICENSE"];

/// What `cargo metadata` says.
#[derive(Deserialize)]
struct Workspace {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    /// The registries that the crate may go to; any where it is not set.
    publish: Option<Vec<String>>,
    description: Option<String>,
    license: Option<String>,
    repository: Option<String>,
    rust_version: Option<String>,
    readme: Option<String>,
    keywords: Vec<String>,
    categories: Vec<String>,
    dependencies: Vec<Dependency>,
    metadata: Value,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
    /// `dev` and `build`; not set for what the crate itself uses.
    kind: Option<String>,
    /// Where it is, if it is part of the workspace.
    path: Option<String>,
}

/// The pinned compiler.
#[derive(Deserialize)]
struct Pinned {
    toolchain: Toolchain,
}

#[derive(Deserialize)]
struct Toolchain {
    channel: String,
}

/// Checks what would be published, and shows it.
pub(crate) fn release(arguments: &Arguments) -> TaskResult {
    if !arguments.dry_run {
        return Err(
            "this task publishes nothing: follow docs/RELEASING.md, which starts with `cargo xtask release --dry-run`"
                .to_owned(),
        );
    }
    let metadata = output(&mut cargo(&["metadata", "--offline", "--no-deps", "--format-version", "1"]))?;
    let workspace: Workspace = serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let mut problems = Vec::new();
    let packages = in_order(workspace.packages.iter().filter(|package| package.is_published()).collect());
    let Pinned { toolchain } = toml::from_str(&read("rust-toolchain.toml")?).map_err(|error| error.to_string())?;
    for package in &packages {
        problems.extend(package.problems(&packages, &toolchain.channel));
    }
    let version = packages.first().map(|package| package.version.as_str()).ok_or("there is no crate to publish")?;
    let entries = changelog::check(&read("CHANGELOG.md")?, version).unwrap_or_else(|found| {
        problems.extend(found);
        0
    });
    if !problems.is_empty() {
        return Err(format!("not ready for release:\n  {}", problems.join("\n  ")));
    }
    package(&packages)?;
    println!("\nWould publish, in this order:");
    for package in &packages {
        package.show()?;
    }
    println!(
        "\n`## [Unreleased]` of CHANGELOG.md, with {entries} entries, would become `## [{version}]` with the day's date.\n\
         Nothing was published or changed: docs/RELEASING.md has the steps."
    );
    Ok(())
}

/// Packs the crates together, since none of them needs to be on crates.io yet. Nothing is built: publishing does that.
fn package(packages: &[&Package]) -> TaskResult {
    let mut command = cargo(&["package", "--quiet", "--offline", "--no-verify", "--allow-dirty"]);
    command.args(packages.iter().flat_map(|package| ["--package", &package.name]));
    step("Package the crates", &mut command)
}

/// Each crate after those that it depends on.
fn in_order(mut left: Vec<&Package>) -> Vec<&Package> {
    let mut ordered = Vec::new();
    // Cargo allows no cycles but those of tests, which do not count here.
    while let Some(index) = left.iter().position(|package| !left.iter().any(|other| package.needs(&other.name))) {
        ordered.push(left.remove(index));
    }
    ordered
}

fn read(file: &str) -> Result<String, String> {
    fs::read_to_string(root().join(file)).map_err(|error| format!("{file}: {error}"))
}

impl Package {
    fn is_published(&self) -> bool {
        self.publish.as_ref().is_none_or(|registries| !registries.is_empty())
    }

    /// The dependencies that have to be published first.
    fn internal(&self) -> impl Iterator<Item = &Dependency> {
        self.dependencies.iter().filter(|found| found.path.is_some() && found.kind.as_deref() != Some("dev"))
    }

    fn needs(&self, name: &str) -> bool {
        self.internal().any(|dependency| dependency.name == name)
    }

    /// Everything that keeps the crate from being published.
    fn problems(&self, published: &[&Package], pinned: &str) -> Vec<String> {
        let mut problems = Vec::new();
        for (name, field) in [
            ("description", &self.description),
            ("license", &self.license),
            ("repository", &self.repository),
            ("rust-version", &self.rust_version),
            ("readme", &self.readme),
        ] {
            if field.as_ref().is_none_or(String::is_empty) {
                problems.push(format!("`{name}` is not set"));
            }
        }
        if let Some(minimum) = self.rust_version.as_ref().filter(|minimum| !is_version(pinned, minimum)) {
            problems.push(format!("`rust-version` is {minimum}, and rust-toolchain.toml pins {pinned}"));
        }
        if !(1..=5).contains(&self.keywords.len()) {
            problems.push(format!("{} keywords: set 1 to 5", self.keywords.len()));
        }
        let wrong = self.keywords.iter().filter(|keyword| !is_keyword(keyword));
        problems.extend(wrong.map(|keyword| format!("crates.io rejects the keyword `{keyword}`")));
        if !(1..=5).contains(&self.categories.len()) {
            problems.push(format!("{} categories: set 1 to 5", self.categories.len()));
        }
        let unknown = self.categories.iter().filter(|category| !CATEGORIES.contains(&category.as_str()));
        problems.extend(unknown.map(|category| {
            format!("unknown category `{category}`: if crates.io has it, add it to xtask/src/release.rs")
        }));
        if self.metadata.pointer("/docs/rs/all-features") != Some(&Value::Bool(true)) {
            problems.push("`all-features = true` is not set in `[package.metadata.docs.rs]`".to_owned());
        }
        for dependency in self.internal() {
            match published.iter().find(|package| package.name == dependency.name) {
                None => problems.push(format!("depends on {}, which is not published", dependency.name)),
                Some(package) if dependency.req != format!("^{}", package.version) => problems.push(format!(
                    "needs {} {}: set `version = \"{}\"` in [workspace.dependencies]",
                    dependency.name, dependency.req, package.version
                )),
                Some(_) => {}
            }
        }
        problems.into_iter().map(|problem| format!("{}: {problem}", self.name)).collect()
    }

    /// Prints one line about the crate as it was packed.
    fn show(&self) -> TaskResult {
        let listed = output(&mut cargo(&["package", "--list", "--offline", "--allow-dirty", "--package", &self.name]))?;
        let files: Vec<&str> = listed.lines().collect();
        if let Some(missing) = FILES.into_iter().find(|file| !files.contains(file)) {
            return Err(format!("{} would be published without {missing}", self.name));
        }
        let file = target().join("package").join(format!("{}-{}.crate", self.name, self.version));
        let bytes = size(&file)?;
        println!("  {:<24}{:<8}{:>4} files{:>5} kB", self.name, self.version, files.len(), bytes.div_ceil(1000));
        Ok(())
    }
}

fn size(file: &Path) -> Result<u64, String> {
    fs::metadata(file).map(|file| file.len()).map_err(|error| format!("{}: {error}", file.display()))
}

/// Whether `pinned` is `minimum`, or a patch of it.
fn is_version(pinned: &str, minimum: &str) -> bool {
    pinned.strip_prefix(minimum).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether crates.io accepts a keyword.
fn is_keyword(keyword: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-+".contains(&byte);
    keyword.len() <= 20
        && keyword.bytes().all(is_allowed)
        && keyword.starts_with(|first: char| first.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(json: &Value) -> Package {
        let mut package = serde_json::json!({
            "name": "a", "version": "0.2.0", "publish": null, "description": "A", "license": "MIT", "repository": "r",
            "rust_version": "1.95", "readme": "README.md", "keywords": ["a"], "categories": ["config"],
            "dependencies": [], "metadata": {"docs": {"rs": {"all-features": true}}},
        });
        for (key, value) in json.as_object().into_iter().flatten() {
            package[key] = value.clone();
        }
        serde_json::from_value(package).expect("a package")
    }

    #[test]
    fn crates_follow_what_they_depend_on() {
        let on = |name: &str| serde_json::json!([{"name": name, "req": "^0.2.0", "kind": null, "path": "p"}]);
        let c = package(&serde_json::json!({"name": "c", "dependencies": on("b")}));
        let b = package(&serde_json::json!({"name": "b", "dependencies": on("a")}));
        let a = package(&serde_json::json!({}));
        let ordered = in_order(vec![&c, &b, &a]);
        assert_eq!(ordered.iter().map(|package| package.name.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(ordered.iter().all(|package| package.problems(&ordered, "1.95.0").is_empty()));
    }

    #[test]
    fn what_is_missing_is_named() {
        for (json, problem) in [
            (serde_json::json!({"description": null}), "`description` is not set"),
            (serde_json::json!({"readme": ""}), "`readme` is not set"),
            (serde_json::json!({"rust_version": "1.9"}), "`rust-version` is 1.9, and rust-toolchain.toml pins 1.95.0"),
            (serde_json::json!({"keywords": ["a", "b", "c", "d", "e", "f"]}), "6 keywords: set 1 to 5"),
            (serde_json::json!({"keywords": ["a b"]}), "crates.io rejects the keyword `a b`"),
            (serde_json::json!({"categories": []}), "0 categories: set 1 to 5"),
            (
                serde_json::json!({"categories": ["monitoring"]}),
                "unknown category `monitoring`: if crates.io has it, add it to xtask/src/release.rs",
            ),
            (serde_json::json!({"metadata": null}), "`all-features = true` is not set in `[package.metadata.docs.rs]`"),
            (
                serde_json::json!({"dependencies": [{"name": "b", "req": "*", "kind": null, "path": "p"}]}),
                "needs b *: set `version = \"0.2.0\"` in [workspace.dependencies]",
            ),
            (
                serde_json::json!({"dependencies": [{"name": "c", "req": "*", "kind": null, "path": "p"}]}),
                "depends on c, which is not published",
            ),
        ] {
            let b = package(&serde_json::json!({"name": "b"}));
            let problems = package(&json).problems(&[&b], "1.95.0");
            assert_eq!(problems, [format!("a: {problem}")]);
        }
    }
}
