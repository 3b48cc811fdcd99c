//! What the policy costs a policy server: the time and the memory of a request, for each of which there is a new instance.
//!
//! `cargo xtask bench` builds the module and runs this. It does not use criterion, whose figures are means of many runs: here every
//! request is timed alone, as somebody waits for it, so that there is a 99th percentile.

use std::time::{Duration, Instant};

use promwright_runtimes::admission::payload;
use promwright_runtimes::engine::PolicyServer;
use promwright_runtimes::worst;
use serde_json::{Value, json};

/// A ScrapeConfig as `kubectl apply` leaves it.
const TYPICAL: &str = include_str!("scrape-config.json");

/// How often a small request is made.
const OFTEN: usize = 5000;
/// How often a large one is made.
const SELDOM: usize = 50;

fn main() {
    let started = Instant::now();
    let server = PolicyServer::load();
    println!("The policy's module, compiled in {} ms when a policy server starts", started.elapsed().as_millis());
    println!("{:<38}{:>12}{:>12}{:>12}{:>12}", "each with a new instance", "bytes", "p50, µs", "p99, µs", "memory, kB");
    report(&server, "the instance and the protocol alone", "protocol_version", b"", OFTEN);
    let mut object: Value = serde_json::from_str(TYPICAL).expect("JSON");
    let old = object.clone();
    report(&server, "ScrapeConfig, created", "validate", &payload(&object, None, &json!({})), OFTEN);
    object["spec"]["scrapeInterval"] = json!("1m");
    report(&server, "ScrapeConfig, updated", "validate", &payload(&object, Some(&old), &json!({})), OFTEN);
    for (name, payload) in worst::requests() {
        let answer = server.call("validate", &payload).expect("an answer");
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        if name.ends_with(", created") && answer["accepted"] == true {
            report(&server, &format!("full of {name}"), "validate", &payload, SELDOM);
        }
    }
}

/// Makes a request that many times, and prints a line.
fn report(server: &PolicyServer, name: &str, operation: &str, payload: &[u8], times: usize) {
    let time = || {
        let started = Instant::now();
        server.call(operation, payload).expect("an answer");
        started.elapsed()
    };
    // The first ones find cold caches.
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
