//! The command as a wasm32-wasip1 module in a real runtime, which lets it see the examples and nothing else.
//!
//! The tests need the module, so they are ignored by default: `cargo xtask test` builds it and runs them.

use std::fs;
use std::sync::LazyLock;

use promwright_core::policy;
use promwright_runtimes::admission::{our_objects, payload};
use promwright_runtimes::command::{Command, examples};
use serde_json::json;

/// Compiled once for all tests.
static COMMAND: LazyLock<Command> = LazyLock::new(Command::load);

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn starts_and_ends() {
    let ended = COMMAND.run(&["--help"], b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{}", ended.text());
}

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn renders_files_and_pipes_as_natively() {
    let read = |name: &str| fs::read_to_string(examples().join(name)).expect("an example");
    let expected = read("consul.prometheus.yaml");

    let ended = COMMAND.run(&["render", "--quiet", "examples/consul.yaml"], b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    assert_eq!(ended.text(), expected);

    let ended = COMMAND.run(&["render", "--quiet"], read("consul.yaml").as_bytes());
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    assert_eq!(ended.text(), expected);

    let ended = COMMAND.run(&["check", "examples"], b"");
    assert!(ended.code == 0 && ended.stderr.ends_with(" files checked: 0 errors, 0 warnings\n"), "{}", ended.text());
}

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn tells_what_is_wrong() {
    let ended = COMMAND.run(&["check", "-", "missing.yaml"], b"a: [");
    assert_eq!(ended.code, 2, "{}", ended.text());
    assert!(ended.text().contains("error[unreadable]: cannot read missing.yaml"), "{}", ended.text());
    assert!(ended.text().contains("error[syntax]: did not find expected node content"), "{}", ended.text());
}

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn judges_requests_as_natively() {
    // The same code answers as in the waPC module, which is asked about every object: here it is the way in and out that counts.
    for object in our_objects().iter().step_by(10) {
        let payload = payload(object, None, &json!({"minimumSeverity": "warning"}));
        let ended = COMMAND.run(&["validate"], &payload);
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{object}");
        assert_eq!(ended.stdout, policy::validate(&payload), "{object}");
    }
    for payload in [&b""[..], b"{", b"\xff\x00", b"[]"] {
        let ended = COMMAND.run(&["validate"], payload);
        assert_eq!((ended.code, ended.stdout), (0, policy::validate(payload)));
        let ended = COMMAND.run(&["validate-settings"], payload);
        assert_eq!((ended.code, ended.stdout), (0, policy::validate_settings(payload)));
    }
    assert_eq!(COMMAND.run(&["validate-settings"], b"{}").text(), r#"{"valid":true}"#);
}
