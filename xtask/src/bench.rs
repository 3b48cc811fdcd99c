//! `cargo xtask bench`: the benches, natively and in wasm, and tables of what they found and of how it grows.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::policy::policy;
use crate::run::{Done, cargo, output, step, target};

/// What prometheus-operator's own generator takes on one core, in microseconds a resource (935 resources of all kinds, typed objects
/// to text, 221 ms).
const GO: f64 = 236.0;
/// What the inputs are called.
const INPUTS: [&str; 2] = ["ScrapeConfigs", "all kinds"];
/// What the benches are called.
const WAYS: [&str; 3] = ["text from typed objects", "from JSON", "from YAML text"];

/// Builds the wasm module, runs the benches, and prints the microseconds a resource and how many times faster than Go that is; then
/// how time and memory grow.
pub(crate) fn bench() -> Done {
    let platform = "wasm32-unknown-unknown";
    step(
        "Build what is benched as a wasm module",
        &mut cargo(&["build", "--profile", "wasm", "--package", "promwright-workload", "--target", platform]),
    )?;
    policy()?;
    step("Run the benches", &mut cargo(&["bench", "--package", "promwright-runtimes", "--bench", "render"]))?;
    let results = target().join("criterion");
    for input in INPUTS {
        let [native, wasm] = ["native", "wasm"].map(|place| results.join(format!("{input}, {place}")));
        // Without the recorded input there are ScrapeConfigs only.
        if !native.is_dir() {
            continue;
        }
        println!("\n{:<24}{:>11}{:>8}{:>11}{:>8}", format!("{input}, µs each"), "native", "× Go", "wasm", "× Go");
        for way in WAYS {
            let (native, wasm) = (time(&native.join(way))?, time(&wasm.join(way))?);
            println!("{way:<24}{native:>11.2}{:>8.0}{wasm:>11.2}{:>8.0}", GO / native, GO / wasm);
        }
    }
    println!("\nGo: {GO} µs for the text from typed objects, all kinds");
    scale()?;
    println!();
    step(
        "Bench the policy as a policy server runs it",
        &mut cargo(&["bench", "--package", "promwright-runtimes", "--bench", "policy"]),
    )
}

/// Prints how time and memory grow with the input: each size is a process of its own, which knows its peak.
fn scale() -> Done {
    println!(
        "\n{:>9}{:>9}{:>15}{:>9}{:>9}{:>13}",
        "resources", "YAML", "configuration", "time", "µs each", "peak memory"
    );
    for copies in ["1", "10", "100"] {
        let example = ["run", "--quiet", "--release", "--package", "promwright-workload", "--example", "scale", copies];
        let printed = output(&mut cargo(&example))?;
        let numbers: Vec<f64> = printed.split_whitespace().filter_map(|number| number.parse().ok()).collect();
        let [resources, input, text, microseconds, peak] = numbers[..] else {
            return Err(format!("the example printed something else: {printed}"));
        };
        let megabytes = |bytes: f64| format!("{:.1} MB", bytes / 1e6);
        println!(
            "{resources:>9}{:>9}{:>15}{:>9}{:>9.1}{:>13}",
            megabytes(input),
            megabytes(text),
            format!("{:.2} s", microseconds / 1e6),
            microseconds / resources,
            megabytes(peak)
        );
    }
    Ok(())
}

/// The median time for one resource, in microseconds, from the folder that a bench has left.
fn time(folder: &Path) -> Result<f64, String> {
    let read = |file: &str| -> Result<Value, String> {
        let file = folder.join("new").join(file);
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
    };
    let nanoseconds = read("estimates.json")?["median"]["point_estimate"].as_f64();
    let resources = read("benchmark.json")?["throughput"]["Elements"].as_f64();
    let found = nanoseconds.zip(resources).map(|(nanoseconds, resources)| nanoseconds / 1000.0 / resources);
    found.ok_or_else(|| format!("{} holds no result", folder.display()))
}
