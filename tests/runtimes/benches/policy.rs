//! The cost of the policy: the time and memory of a request. Each request gets a new instance.
//!
//! `cargo xtask bench` builds the module and runs this. criterion reports means of many runs; here every request is timed alone,
//! because somebody waits for each of them, which also gives a 99th percentile.

use std::time::{Duration, Instant};

use promwright_runtimes::admission::payload;
use promwright_runtimes::engine::PolicyServer;
use promwright_runtimes::worst;
use serde_json::{Value, json};

/// A ScrapeConfig as it is stored after `kubectl apply`.
const TYPICAL: &str = include_str!("scrape-config.json");

/// The runs of a small request.
const MANY: usize = 5000;
/// The runs of a large request.
const FEW: usize = 50;

fn main() {
    let started = Instant::now();
    let server = PolicyServer::load();
    println!("The policy's module, compiled in {} ms at the start of a policy server", started.elapsed().as_millis());
    println!("{:<38}{:>12}{:>12}{:>12}{:>12}", "each with a new instance", "bytes", "p50, µs", "p99, µs", "memory, kB");
    report(&server, "only the instance and the protocol", "protocol_version", b"", MANY);
    let mut object: Value = serde_json::from_str(TYPICAL).expect("JSON");
    let old = object.clone();
    report(&server, "ScrapeConfig, created", "validate", &payload(&object, None, &json!({})), MANY);
    object["spec"]["scrapeInterval"] = json!("1m");
    report(&server, "ScrapeConfig, updated", "validate", &payload(&object, Some(&old), &json!({})), MANY);
    for (name, payload) in worst::requests() {
        let answer = server.call("validate", &payload).expect("an answer");
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        if name.ends_with(", created") && answer["accepted"] == true {
            report(&server, &format!("full of {name}"), "validate", &payload, FEW);
        }
    }
}

/// Times the runs of a request, and prints a line.
fn report(server: &PolicyServer, name: &str, operation: &str, payload: &[u8], times: usize) {
    let time = || {
        let started = Instant::now();
        server.call(operation, payload).expect("an answer");
        started.elapsed()
    };
    // The first runs have cold caches.
    for _ in 0..times / 10 {
        time();
    }
    let mut durations: Vec<Duration> = (0..times).map(|_| time()).collect();
    durations.sort_unstable();
    let percentile = |percent: usize| durations[times * percent / 100].as_micros();
    println!(
        "{name:<38}{:>12}{:>12}{:>12}{:>12}",
        payload.len(),
        percentile(50),
        percentile(99),
        server.memory_for(operation, payload) / 1000
    );
}
