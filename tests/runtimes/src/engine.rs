//! A policy server for the waPC module, built from the parts of Kubewarden's: every request gets its own instance, with a deadline
//! and a memory limit, and the module cannot call its host.

use std::fs;
use std::thread;
use std::time::Duration;

use wapc::WapcHost;
use wapc::errors::Error;
use wasmtime::{Config, Engine, Module};
use wasmtime_provider::{EpochDeadlines, ResourceLimits, WasmtimeEngineProviderBuilder, WasmtimeEngineProviderPre};

use crate::built;

/// The module that `cargo xtask policy` builds, in the target folder.
const MODULE: &str = "policy/promwright.wasm";
/// How long a call may take, in seconds: what the API server gives a webhook. The policy server's own default, 2 seconds, is too
/// short for a test on a busy machine.
const DEADLINE: u64 = 10;
/// The most memory of an instance, in bytes.
pub const MEMORY: usize = 128 << 20;
/// The most elements of a table.
const TABLE: usize = 100_000;

/// The module, compiled for this machine.
pub struct PolicyServer {
    engine: Engine,
    module: Module,
    instances: WasmtimeEngineProviderPre,
}

impl PolicyServer {
    /// Loads the module that `cargo xtask policy` has built.
    pub fn load() -> Self {
        let mut config = Config::new();
        config.wasm_function_references(true).epoch_interruption(true);
        let engine = Engine::new(&config).expect("a runtime");
        let bytes = fs::read(built(MODULE)).expect("a module");
        let module = Module::new(&engine, bytes).expect("a module");
        let clock = engine.weak();
        thread::spawn(move || {
            while let Some(engine) = clock.upgrade() {
                engine.increment_epoch();
                drop(engine);
                thread::sleep(Duration::from_secs(1));
            }
        });
        let instances = instances(&engine, &module, MEMORY);
        Self { engine, module, instances }
    }

    /// The module's imports: the names of the module and of the item.
    pub fn imports(&self) -> Vec<(&str, &str)> {
        self.module.imports().map(|import| (import.module(), import.name())).collect()
    }

    /// Calls an operation on a new instance.
    ///
    /// # Errors
    /// The instance traps, reports an error, takes too long, or needs too much memory.
    pub fn call(&self, operation: &str, payload: &[u8]) -> Result<Vec<u8>, Error> {
        call(&self.instances, operation, payload)
    }

    /// The memory that an operation needs, in bytes: the lowest limit that it succeeds with.
    pub fn memory_for(&self, operation: &str, payload: &[u8]) -> usize {
        const PAGE: usize = 64 << 10;
        let is_enough =
            |pages: &usize| call(&instances(&self.engine, &self.module, pages * PAGE), operation, payload).is_ok();
        let (mut too_few, mut enough) = (0, MEMORY / PAGE);
        assert!(is_enough(&enough), "{operation} of {} bytes needs more than {MEMORY} bytes of memory", payload.len());
        while enough - too_few > 1 {
            let pages = usize::midpoint(too_few, enough);
            *(if is_enough(&pages) { &mut enough } else { &mut too_few }) = pages;
        }
        enough * PAGE
    }
}

fn instances(engine: &Engine, module: &Module, memory: usize) -> WasmtimeEngineProviderPre {
    WasmtimeEngineProviderBuilder::new()
        .engine(engine.clone())
        .module(module.clone())
        .enable_resource_limits(ResourceLimits { max_memory_size: Some(memory), max_table_elements: Some(TABLE) })
        .build_pre()
        .expect("a module that needs only waPC")
}

fn call(instances: &WasmtimeEngineProviderPre, operation: &str, payload: &[u8]) -> Result<Vec<u8>, Error> {
    let deadlines = EpochDeadlines { wapc_init: DEADLINE, wapc_func: DEADLINE };
    let instance = instances.rehydrate(Some(deadlines)).expect("a store");
    let refuse = |_, binding: &str, namespace: &str, operation: &str, _: &[u8]| {
        Err(format!("the policy calls its host: {binding} {namespace} {operation}").into())
    };
    WapcHost::new(Box::new(instance), Some(Box::new(refuse)))?.call(operation, payload)
}
