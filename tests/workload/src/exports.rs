//! The wasm module: the host writes the input once, and then runs any of the three ways as often as it likes.
//!
//! The module lives for one bench, so what it has read stays where it is.
#![expect(unsafe_code, reason = "names that the host knows take an unsafe attribute; no code here is unsafe")]

use std::cell::{OnceCell, RefCell};

use promwright_operator::cluster::Cluster;

use super::{Typed, apply, from_json, from_yaml, to_yaml};

thread_local! {
    /// Manifests in JSON, one a line.
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static READ: OnceCell<Read> = const { OnceCell::new() };
}

/// The input in the shapes that the three ways begin with.
struct Read {
    json: &'static str,
    yaml: String,
    typed: Typed<'static>,
}

impl Read {
    fn from_input(input: Vec<u8>) -> Result<Self, String> {
        let json = String::from_utf8(input).map_err(|error| error.to_string())?.leak();
        let objects = apply(json.lines())?.leak();
        let cluster = Cluster::read(&*objects).map_err(|error| error.to_string())?;
        Ok(Self { json, yaml: to_yaml(json.lines())?, typed: Typed::new(Box::leak(Box::new(cluster)))? })
    }
}

/// Makes room for an input of `length` bytes and says where it goes.
#[unsafe(no_mangle)]
extern "C" fn reserve(length: usize) -> *mut u8 {
    INPUT.with_borrow_mut(|input| {
        input.resize(length, 0);
        input.as_mut_ptr()
    })
}

/// Reads the input; 0 where it cannot be read.
#[unsafe(no_mangle)]
extern "C" fn prepare() -> u32 {
    let read = Read::from_input(INPUT.take());
    READ.with(|cell| u32::from(read.is_ok_and(|read| cell.set(read).is_ok())))
}

/// Writes the configuration from typed resources, and returns its length in bytes; 0 where there is none.
#[unsafe(no_mangle)]
extern "C" fn typed() -> usize {
    run(|read| read.typed.configuration())
}

/// As [`typed`], from JSON.
#[unsafe(no_mangle)]
extern "C" fn json() -> usize {
    run(|read| from_json(read.json.lines()))
}

/// As [`typed`], from YAML.
#[unsafe(no_mangle)]
extern "C" fn yaml() -> usize {
    run(|read| from_yaml(&read.yaml))
}

fn run(way: impl FnOnce(&Read) -> Result<String, String>) -> usize {
    READ.with(|cell| cell.get().and_then(|read| way(read).ok()).map_or(0, |text| text.len()))
}
