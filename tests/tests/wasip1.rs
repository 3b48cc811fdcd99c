//! The command as a wasm32-wasip1 module in a real runtime, Wasmtime, which lets it see the examples and nothing else.
//!
//! The tests need the module, so they are ignored by default: `cargo xtask test` builds it and runs them.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use wasmtime::{Config, Engine, Linker, Module, Store, Strategy};
use wasmtime_wasi::p1::{WasiP1Ctx, add_to_linker_sync};
use wasmtime_wasi::p2::pipe::{MemoryInputPipe, MemoryOutputPipe};
use wasmtime_wasi::{FsPerms, I32Exit, WasiCtxBuilder};

/// The examples, from this crate.
const EXAMPLES: &str = "../examples";

/// The greatest output of one run, in bytes.
const OUTPUT_LIMIT: usize = 16 << 20;

/// The command, compiled for this machine.
struct Command {
    module: Module,
    linker: Linker<WasiP1Ctx>,
}

/// Compiled once for all tests.
static COMMAND: LazyLock<Command> = LazyLock::new(Command::load);

/// What a run of the command ended with.
struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Command {
    /// Loads the module that `cargo build --release --package promwright --target wasm32-wasip1` leaves.
    fn load() -> Self {
        let mut config = Config::new();
        config.strategy(Strategy::Winch);
        let engine = Engine::new(&config).expect("a runtime");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder above tmp");
        let file = target.join("wasm32-wasip1/release/promwright.wasm");
        let module = Module::from_file(&engine, &file).unwrap_or_else(|error| {
            panic!("{error:?}\n{} is needed: run `cargo xtask test`", file.display());
        });
        let mut linker = Linker::new(&engine);
        add_to_linker_sync(&mut linker, |context| context).expect("WASI preview 1");
        Self { module, linker }
    }

    /// Runs the command with arguments and standard input.
    fn run(&self, arguments: &[&str], stdin: &str) -> Ended {
        let stdout = MemoryOutputPipe::new(OUTPUT_LIMIT);
        let stderr = MemoryOutputPipe::new(OUTPUT_LIMIT);
        let context = WasiCtxBuilder::new()
            .arg("promwright")
            .args(arguments)
            .preopened_dir(EXAMPLES, "examples", FsPerms::ReadOnly)
            .expect("the examples")
            .stdin(MemoryInputPipe::new(stdin.to_string()))
            .stdout(stdout.clone())
            .stderr(stderr.clone())
            .build_p1();
        let mut store = Store::new(self.module.engine(), context);
        let instance = self.linker.instantiate(&mut store, &self.module).expect("an instance");
        let start = instance.get_typed_func::<(), ()>(&mut store, "_start").expect("a command's start");
        let code = match start.call(&mut store, ()) {
            Ok(()) => 0,
            Err(error) => error.downcast_ref::<I32Exit>().unwrap_or_else(|| panic!("it trapped: {error:?}")).0,
        };
        let text = |pipe: MemoryOutputPipe| String::from_utf8(pipe.contents().to_vec()).expect("text");
        Ended { code, stdout: text(stdout), stderr: text(stderr) }
    }
}

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn starts_and_ends() {
    let ended = COMMAND.run(&["--help"], "");
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{}", ended.stdout);
}

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn renders_files_and_pipes_as_natively() {
    let read = |name: &str| fs::read_to_string(Path::new(EXAMPLES).join(name)).expect("an example");
    let expected = read("consul.prometheus.yaml");

    let ended = COMMAND.run(&["render", "--quiet", "examples/consul.yaml"], "");
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    assert_eq!(ended.stdout, expected);

    let ended = COMMAND.run(&["render", "--quiet"], &read("consul.yaml"));
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    assert_eq!(ended.stdout, expected);

    let ended = COMMAND.run(&["check", "examples"], "");
    assert!(ended.code == 0 && ended.stderr.ends_with(" files checked: 0 errors, 0 warnings\n"), "{}", ended.stdout);
}

#[test]
#[ignore = "needs the command built for wasm32-wasip1: cargo xtask test"]
fn tells_what_is_wrong() {
    let ended = COMMAND.run(&["check", "-", "missing.yaml"], "a: [");
    assert_eq!(ended.code, 2, "{}", ended.stdout);
    assert!(ended.stdout.contains("error[unreadable]: cannot read missing.yaml"), "{}", ended.stdout);
    assert!(ended.stdout.contains("error[syntax]: did not find expected node content"), "{}", ended.stdout);
}
