//! The command as a wasm32-wasip1 module in Wasmtime, which lets it read only the examples.
//!
//! The tests need the module, so they are ignored by default: `cargo xtask test` builds it and runs them.

use std::fs;
use std::sync::LazyLock;

use promwright_runtimes::admission::{our_objects, payload, validate, validate_settings};
use promwright_runtimes::command::{Command, examples};
use serde_json::json;

/// Compiled once for all tests.
static COMMAND: LazyLock<Command> = LazyLock::new(Command::load);

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn starts_and_ends() {
    let finished = COMMAND.run(&["--help"], b"");
    assert_eq!((finished.status, finished.stderr.as_str()), (0, ""), "{}", finished.text());
}

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn renders_files_and_pipes_like_the_native_command() {
    let read = |name: &str| fs::read_to_string(examples().join(name)).expect("an example");
    let expected = read("consul.prometheus.yaml");

    let finished = COMMAND.run(&["render", "--quiet", "examples/consul.yaml"], b"");
    assert_eq!((finished.status, finished.stderr.as_str()), (0, ""));
    assert_eq!(finished.text(), expected);

    let finished = COMMAND.run(&["render", "--quiet"], read("consul.yaml").as_bytes());
    assert_eq!((finished.status, finished.stderr.as_str()), (0, ""));
    assert_eq!(finished.text(), expected);

    let finished = COMMAND.run(&["check", "examples"], b"");
    assert!(
        finished.status == 0 && finished.stderr.ends_with(" files checked: 0 errors, 0 warnings\n"),
        "{}",
        finished.text()
    );
}

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn reports_findings() {
    let finished = COMMAND.run(&["check", "-", "missing.yaml"], b"a: [");
    assert_eq!(finished.status, 2, "{}", finished.text());
    assert!(finished.text().contains("error[yaml/unreadable]: cannot read missing.yaml"), "{}", finished.text());
    assert!(finished.text().contains("error[yaml/syntax]: did not find expected node content"), "{}", finished.text());
}

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn requests_get_the_native_verdicts() {
    // The tests of the waPC module cover every object. Here only input and output can differ.
    for object in our_objects().iter().step_by(10) {
        let payload = payload(object, None, &json!({"minimumSeverity": "warning"}));
        let finished = COMMAND.run(&["validate"], &payload);
        assert_eq!((finished.status, finished.stderr.as_str()), (0, ""), "{object}");
        assert_eq!(finished.stdout, validate(&payload), "{object}");
    }
    for payload in [&b""[..], b"{", b"\xff\x00", b"[]"] {
        let finished = COMMAND.run(&["validate"], payload);
        assert_eq!((finished.status, finished.stdout), (0, validate(payload)));
        let finished = COMMAND.run(&["validate-settings"], payload);
        assert_eq!((finished.status, finished.stdout), (0, validate_settings(payload)));
    }
    assert_eq!(COMMAND.run(&["validate-settings"], b"{}").text(), r#"{"valid":true}"#);
}
