//! The speed from resources to a configuration: from typed resources, from JSON and from YAML, natively and in wasm.
//!
//! The input is `../shared/vectors/bench.jsonl.gz` if it exists: once only its ScrapeConfigs with what they need, and once all of
//! it. Otherwise it is our own sample of ScrapeConfigs. `cargo xtask bench` builds the wasm module, runs this, and prints a table.

use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use promwright_operator::cluster::Cluster;
use promwright_tests::conformance::{Case, read_lines};
use promwright_workload::{Typed, apply, from_json, from_yaml, sample, to_yaml};
use wasmtime::{Config, Engine, Instance, Module, OptLevel, Store, Strategy, TypedFunc};

/// The kinds of resources; the other manifests are what they need.
const RESOURCES: [&str; 4] = ["ScrapeConfig", "ServiceMonitor", "PodMonitor", "Probe"];
/// The number of ScrapeConfigs in the sample: the same as in the recorded input.
const SAMPLE: usize = 258;
/// The module that `cargo xtask bench` builds, in the target folder.
const MODULE: &str = "wasm32-unknown-unknown/wasm/promwright_workload.wasm";

/// Manifests in JSON, each on one line.
struct Input {
    name: &'static str,
    manifests: Vec<String>,
    resources: u64,
}

impl Input {
    /// All inputs.
    fn load() -> Vec<Self> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/bench.jsonl.gz");
        if !file.exists() {
            return vec![Self::new("ScrapeConfigs", "our own sample", sample::manifests(SAMPLE))];
        }
        let source = "../shared/vectors/bench.jsonl.gz";
        let all = recorded(&file);
        let is_wanted = |manifest: &&String| !RESOURCES.iter().skip(1).any(|other| kind(manifest) == *other);
        let scrape_configs = all.iter().filter(is_wanted).cloned().collect();
        vec![Self::new("ScrapeConfigs", source, scrape_configs), Self::new("all kinds", source, all)]
    }

    fn new(name: &'static str, source: &str, manifests: Vec<String>) -> Self {
        let resources = manifests.iter().filter(|manifest| RESOURCES.contains(&kind(manifest).as_str())).count();
        let bytes: usize = manifests.iter().map(String::len).sum();
        println!("Input: {name} from {source}: {resources} resources, {bytes} bytes of JSON");
        Self { name, manifests, resources: resources as u64 }
    }

    fn manifests(&self) -> impl Iterator<Item = &str> {
        self.manifests.iter().map(String::as_str)
    }
}

/// The manifests of the recorded case.
fn recorded(file: &Path) -> Vec<String> {
    let lines = read_lines(file).expect("a file of cases");
    let line = lines.first().expect("one case");
    let case: Case<'_> = serde_json::from_str(&line.text).expect("a case");
    case.manifests.iter().map(|manifest| manifest.get().to_owned()).collect()
}

fn kind(manifest: &str) -> String {
    let manifest: serde_json::Value = serde_json::from_str(manifest).expect("JSON");
    manifest["kind"].as_str().unwrap_or_default().to_owned()
}

fn native(criterion: &mut Criterion) {
    for input in &Input::load() {
        let objects = apply(input.manifests()).expect("JSON");
        let cluster = Cluster::read(&objects).expect("manifests");
        let typed = Typed::new(&cluster).expect("a Prometheus");
        let yaml = to_yaml(input.manifests()).expect("JSON");
        let expected = typed.configuration().expect("a configuration");
        assert_eq!(from_json(input.manifests()).as_ref(), Ok(&expected));
        assert_eq!(from_yaml(&yaml).as_ref(), Ok(&expected));

        let mut group = group(criterion, "native", input);
        group.bench_function("text from typed objects", |bencher| bencher.iter(|| black_box(&typed).configuration()));
        group.bench_function("from JSON", |bencher| bencher.iter(|| from_json(black_box(input).manifests())));
        group.bench_function("from YAML text", |bencher| bencher.iter(|| from_yaml(black_box(&yaml))));
        group.finish();
    }
}

fn wasm(criterion: &mut Criterion) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder above tmp");
    let file = target.join(MODULE);
    if !file.exists() {
        println!("skipped wasm: {} not found; `cargo xtask bench` builds it", file.display());
        return;
    }
    let mut config = Config::new();
    config.strategy(Strategy::Cranelift).cranelift_opt_level(OptLevel::Speed);
    let engine = Engine::new(&config).expect("a runtime");
    let module = Module::from_file(&engine, &file).expect("a module");
    for input in &Input::load() {
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[]).expect("a module without imports");
        let memory = instance.get_memory(&mut store, "memory").expect("a memory");
        let text = input.manifests.join("\n");
        let reserve: TypedFunc<u32, u32> = instance.get_typed_func(&mut store, "reserve").expect("an export");
        let place = reserve.call(&mut store, text.len() as u32).expect("room for the input");
        memory.write(&mut store, place as usize, text.as_bytes()).expect("room for the input");
        let mut call = |name: &str| -> u32 {
            let function: TypedFunc<(), u32> = instance.get_typed_func(&mut store, name).expect("an export");
            function.call(&mut store, ()).expect("no trap")
        };
        assert_eq!(call("prepare"), 1, "the module reads the input");
        let length = from_json(input.manifests()).expect("a configuration").len();

        let mut group = group(criterion, "wasm", input);
        for (name, export) in [("text from typed objects", "typed"), ("from JSON", "json"), ("from YAML text", "yaml")]
        {
            assert_eq!(call(export) as usize, length, "{export}");
            group.bench_function(name, |bencher| bencher.iter(|| call(export)));
        }
        group.finish();
    }
}

fn group<'c>(criterion: &'c mut Criterion, place: &str, input: &Input) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(format!("{}, {place}", input.name));
    group.throughput(Throughput::Elements(input.resources));
    group
}

criterion_group!(benches, native, wasm);
criterion_main!(benches);
