//! How time and memory grow with the input: the whole way from YAML text, for many copies of the benches' input.
//!
//! `cargo xtask bench` runs this once for each size, as a process knows only the peak of its whole life. Prints one line: resources, and
//! the bytes of the manifests, the bytes of the configurations, microseconds, and the peak of the memory in bytes.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use promwright_core::Source;
use promwright_core::evaluate::{Request, evaluate};
use promwright_dialect::State;
use promwright_operator::Operator;
use promwright_workload::{sample, to_yaml};
use serde_json::Value;

/// ScrapeConfigs in the sample, for where the recorded input is not there.
const SAMPLE: usize = 935;

fn main() {
    let copies = env::args().nth(1).and_then(|copies| copies.parse().ok()).unwrap_or(1);
    let manifests = manifests();
    let resources = copies * manifests.iter().filter(|manifest| is_resource(manifest)).count();
    let texts: Vec<String> = (0..copies).map(|copy| text(&manifests, copy)).collect();
    drop(manifests);

    let clock = Clock::start();
    let sources = texts.iter().map(|text| Source { name: "manifests.yaml", text }).collect();
    let operator = Operator::default();
    let evaluation = evaluate(&Request { sources, dialects: vec![&operator], strict: true, ..Request::default() });
    let time = clock.elapsed();

    let [made] = evaluation.configurations.as_slice() else { panic!("one Prometheus") };
    let written = made.text().unwrap_or_else(|| panic!("a configuration: {:?}", evaluation.findings.first()));
    let accepted = made.resources.iter().filter(|resource| resource.state == State::Accepted);
    assert_eq!(accepted.count(), resources, "{:?}", evaluation.findings.first());
    let bytes = texts.iter().map(String::len).sum::<usize>();
    println!("{resources} {bytes} {} {} {}", written.len(), time.as_micros(), peak().unwrap_or(0));
}

/// The recorded manifests, or a sample of our own.
fn manifests() -> Vec<Value> {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/bench.jsonl.gz");
    let Ok(recorded) = File::open(recorded) else {
        let sample = sample::manifests(SAMPLE);
        return sample.iter().map(|manifest| serde_json::from_str(manifest).expect("JSON")).collect();
    };
    let line = BufReader::new(GzDecoder::new(recorded)).lines().next().expect("one case").expect("text");
    let mut case: Value = serde_json::from_str(&line).expect("a case");
    match case["manifests"].take() {
        Value::Array(manifests) => manifests,
        _ => panic!("a case has manifests"),
    }
}

fn is_resource(manifest: &Value) -> bool {
    ["ScrapeConfig", "ServiceMonitor", "PodMonitor", "Probe"].iter().any(|kind| manifest["kind"] == *kind)
}

/// A copy of the resources under names of their own; the first one has all other manifests too.
fn text(manifests: &[Value], copy: usize) -> String {
    let mut texts = Vec::new();
    for manifest in manifests {
        let mut manifest = manifest.clone();
        if is_resource(&manifest) {
            let name = manifest["metadata"]["name"].as_str().map(|name| format!("{name}-{copy}"));
            manifest["metadata"]["name"] = name.into();
        } else if copy > 0 {
            continue;
        }
        texts.push(manifest.to_string());
    }
    to_yaml(texts.iter().map(String::as_str)).expect("JSON")
}

/// The time that this process has the processor, where the system tells, so that others do not count; else the time that passes.
enum Clock {
    Processor(Duration),
    Wall(Instant),
}

impl Clock {
    fn start() -> Self {
        on_processor().map_or_else(|| Self::Wall(Instant::now()), Self::Processor)
    }

    fn elapsed(&self) -> Duration {
        match self {
            Self::Processor(start) => on_processor().unwrap_or_default().saturating_sub(*start),
            Self::Wall(start) => start.elapsed(),
        }
    }
}

fn on_processor() -> Option<Duration> {
    let statistics = fs::read_to_string("/proc/self/schedstat").ok()?;
    statistics.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory that this process ever had, in bytes, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}
