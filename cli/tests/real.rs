//! The main job on real input: sets of ScrapeConfigs that people have published, written out as files, make the configuration that the
//! operator made of them. The recorded sets stand beside the project; without them there is nothing to do.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::read::GzDecoder;
use serde_json::Value;

#[test]
fn published_scrape_configs_make_the_operators_configuration() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors/real.jsonl.gz");
    let Ok(cases) = fs::File::open(&cases) else {
        println!("skipped: {} is not there", cases.display());
        return;
    };
    let mut compared = 0;
    for line in BufReader::new(GzDecoder::new(cases)).lines() {
        let case: Value = serde_json::from_str(&line.expect("a line")).expect("a case");
        let manifests = case["manifests"].as_array().map(Vec::as_slice).unwrap_or_default();
        let other_jobs = ["ServiceMonitor", "PodMonitor", "Probe"];
        let is_of = |manifest: &&Value, kinds: &[&str]| kinds.contains(&manifest["kind"].as_str().unwrap_or_default());
        if case["type"] != "reconcile"
            || !manifests.iter().any(|manifest| is_of(&manifest, &["ScrapeConfig"]))
            || manifests.iter().any(|manifest| is_of(&manifest, &other_jobs))
        {
            continue;
        }
        let folder = write(&case, manifests);
        let kubernetes = if case["options"]["podTopologyLabels"] == true { "1.35" } else { "1.34" };
        let output = Command::new(env!("CARGO_BIN_EXE_promwright"))
            .args(["render", "--strict", "--quiet", "--kubernetes-version", kubernetes])
            .arg(&folder)
            .output()
            .expect("the command runs");
        let got = String::from_utf8(output.stdout).expect("text");
        assert_eq!(got, case["want"]["config"].as_str().unwrap_or_default(), "{}", case["name"]);
        compared += 1;
    }
    assert!(compared > 100, "only {compared} sets were compared");
}

/// Writes each manifest into a file of its own.
fn write(case: &Value, manifests: &[Value]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("real").join(case["name"].as_str().unwrap_or("case"));
    fs::create_dir_all(&folder).expect("a folder");
    for (index, manifest) in manifests.iter().enumerate() {
        let text = serde_yaml::to_string(manifest).expect("YAML");
        fs::write(folder.join(format!("{index:03}.yaml")), text).expect("a file");
    }
    folder
}
