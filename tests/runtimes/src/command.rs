//! The command as a wasm32-wasip1 module, which can read only the examples.

use std::path::PathBuf;

use wasmtime::{Config, Engine, Linker, Module, Store, StoreLimits, StoreLimitsBuilder};
use wasmtime_wasi::p1::{WasiP1Ctx, add_to_linker_sync};
use wasmtime_wasi::p2::pipe::{MemoryInputPipe, MemoryOutputPipe};
use wasmtime_wasi::{FsPerms, I32Exit, WasiCtxBuilder};

use crate::engine::MEMORY;
use crate::{built, root};

/// The module that `cargo xtask policy` builds, in the target folder.
const MODULE: &str = "policy/promwright-wasi.wasm";
/// The most output of one run, in bytes.
const OUTPUT_LIMIT: usize = 16 << 20;

/// The command, compiled for this machine.
pub struct Command {
    module: Module,
    linker: Linker<Context>,
}

struct Context {
    wasi: WasiP1Ctx,
    limits: StoreLimits,
}

/// The result of a run.
#[derive(Debug)]
pub struct Finished {
    /// The exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: String,
}

impl Command {
    /// Loads the module that `cargo xtask policy` has built.
    pub fn load() -> Self {
        let engine = Engine::new(&Config::new()).expect("a runtime");
        let module = Module::from_file(&engine, built(MODULE)).expect("a module");
        let mut linker = Linker::new(&engine);
        add_to_linker_sync(&mut linker, |context: &mut Context| &mut context.wasi).expect("WASI preview 1");
        Self { module, linker }
    }

    /// Runs the command with arguments and standard input.
    pub fn run(&self, arguments: &[&str], stdin: &[u8]) -> Finished {
        let stdout = MemoryOutputPipe::new(OUTPUT_LIMIT);
        let stderr = MemoryOutputPipe::new(OUTPUT_LIMIT);
        let wasi = WasiCtxBuilder::new()
            .arg("promwright")
            .args(arguments)
            .preopened_dir(examples(), "examples", FsPerms::ReadOnly)
            .expect("the examples")
            .stdin(MemoryInputPipe::new(stdin.to_vec()))
            .stdout(stdout.clone())
            .stderr(stderr.clone())
            .build_p1();
        let limits = StoreLimitsBuilder::new().memory_size(MEMORY).build();
        let mut store = Store::new(self.module.engine(), Context { wasi, limits });
        store.limiter(|context| &mut context.limits);
        let instance = self.linker.instantiate(&mut store, &self.module).expect("an instance");
        let start = instance.get_typed_func::<(), ()>(&mut store, "_start").expect("a command's start");
        let status = match start.call(&mut store, ()) {
            Ok(()) => 0,
            Err(error) => error.downcast_ref::<I32Exit>().unwrap_or_else(|| panic!("it trapped: {error:?}")).0,
        };
        let stderr = String::from_utf8(stderr.contents().to_vec()).expect("text");
        Finished { status, stdout: stdout.contents().to_vec(), stderr }
    }
}

impl Finished {
    /// Standard output as text.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.stdout).expect("text")
    }
}

/// The folder of the examples.
pub fn examples() -> PathBuf {
    root().join("examples")
}
