//! `cargo xtask bench`: runs the benchmarks natively and in wasm, and prints tables of the results and of how they scale.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::policy::policy;
use crate::run::{TaskResult, cargo, output, step, target};

/// The time of prometheus-operator's own generator on one core, in microseconds per resource: 221 ms for 935 resources of all
/// kinds, from typed objects to text.
const GO: f64 = 236.0;
/// The names of the inputs.
const INPUTS: [&str; 2] = ["ScrapeConfigs", "all kinds"];
/// The names of the benchmarks.
const BENCHMARKS: [&str; 3] = ["text from typed objects", "from JSON", "from YAML text"];

/// Builds the wasm module, runs the benchmarks, and prints the microseconds per resource and the speedup over Go; then how time and
/// memory scale.
pub(crate) fn bench() -> TaskResult {
    let platform = "wasm32-unknown-unknown";
    step(
        "Build the wasm module of the benchmarks",
        &mut cargo(&["build", "--profile", "wasm", "--package", "promwright-workload", "--target", platform]),
    )?;
    policy()?;
    step("Run the benchmarks", &mut cargo(&["bench", "--package", "promwright-runtimes", "--bench", "render"]))?;
    let results = target().join("criterion");
    for input in INPUTS {
        let [native, wasm] = ["native", "wasm"].map(|place| results.join(format!("{input}, {place}")));
        // The recorded input may be missing; then only ScrapeConfigs were measured.
        if !native.is_dir() {
            continue;
        }
        println!("\n{:<24}{:>11}{:>8}{:>11}{:>8}", format!("{input}, µs each"), "native", "× Go", "wasm", "× Go");
        for name in BENCHMARKS {
            let (native, wasm) = (time(&native.join(name))?, time(&wasm.join(name))?);
            println!("{name:<24}{native:>11.2}{:>8.0}{wasm:>11.2}{:>8.0}", GO / native, GO / wasm);
        }
    }
    println!("\nGo: {GO} µs (text from typed objects, all kinds)");
    scale()?;
    println!();
    step(
        "Benchmark the policy as a policy server runs it",
        &mut cargo(&["bench", "--package", "promwright-runtimes", "--bench", "policy"]),
    )
}

/// Prints how time and memory scale with the input. Each size runs in its own process, which reports its peak memory.
fn scale() -> TaskResult {
    println!(
        "\n{:>9}{:>9}{:>15}{:>9}{:>9}{:>13}",
        "resources", "YAML", "configuration", "time", "µs each", "peak memory"
    );
    for copies in ["1", "10", "100"] {
        let example = ["run", "--quiet", "--release", "--package", "promwright-workload", "--example", "scale", copies];
        let printed = output(&mut cargo(&example))?;
        let numbers: Vec<f64> = printed.split_whitespace().filter_map(|number| number.parse().ok()).collect();
        let [resources, input, text, microseconds, peak] = numbers[..] else {
            return Err(format!("unexpected output of the example `scale`: {printed}"));
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

/// The median time per resource in microseconds, from a benchmark's results folder.
fn time(folder: &Path) -> Result<f64, String> {
    let read = |file: &str| -> Result<Value, String> {
        let file = folder.join("new").join(file);
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
    };
    let nanoseconds = read("estimates.json")?["median"]["point_estimate"].as_f64();
    let resources = read("benchmark.json")?["throughput"]["Elements"].as_f64();
    let time = nanoseconds.zip(resources).map(|(nanoseconds, resources)| nanoseconds / 1000.0 / resources);
    time.ok_or_else(|| format!("no result in {}", folder.display()))
}
