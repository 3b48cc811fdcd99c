//! Measures how fast the page is. Run by `cargo xtask measure`, which builds the page first.

use promwright_browser_tests::page::Page;
use promwright_workload::{sample, to_yaml};
use serde_json::{Value, json};
use thirtyfour::Key;

/// How many times the page is loaded, each time in a new browser with an empty cache.
const LOADS: usize = 5;
/// Keystrokes before the measured ones: browsers compile code that runs often.
const WARM_UP: usize = 50;

/// Records when the configuration first appears, in milliseconds since the page was requested.
const WATCH_FIRST_OUTPUT: &str = "
    const watch = new MutationObserver(() => {
        if (!document.querySelector('#configuration .cm-line')?.textContent) return;
        watch.disconnect();
        globalThis.firstOutput = performance.now();
    });
    watch.observe(document, { childList: true, subtree: true, characterData: true });";

/// Records, for each keystroke, the milliseconds until the output has changed and until the change is painted.
const WATCH_KEYSTROKES: &str = "
    let pressed;
    globalThis.keystrokes = [];
    addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
    new MutationObserver(() => {
        if (pressed === undefined) return;
        const [start, output] = [pressed, performance.now()];
        pressed = undefined;
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => keystrokes.push([output - start, performance.now() - start]);
            port2.postMessage(null);
        });
    }).observe(document.querySelector('#configuration .cm-content'), { childList: true, subtree: true, characterData: true });";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut loads = Vec::new();
    for _ in 0..LOADS {
        loads.push(first_output().await);
    }
    println!("milliseconds                                        median      p95       max       target");
    print("first output, CPU slowed down 4×", loads, "1500");

    let small = (1..100).map(text).find(|text| text.lines().count() >= 300).expect("a text of 300 lines");
    keystrokes("300 lines", &small, 200, "8").await;
    // 931 ScrapeConfigs, a Prometheus, a Namespace, a Secret and a ConfigMap.
    keystrokes("935 resources", &text(931), 40, "50").await;
}

/// Manifests in YAML.
fn text(scrape_configs: usize) -> String {
    to_yaml(sample::manifests(scrape_configs).iter().map(String::as_str)).expect("JSON is converted to YAML")
}

/// The milliseconds until a first visit shows the configuration of the first example.
async fn first_output() -> f64 {
    let page = Page::blank(1440, 900).await;
    page.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await;
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH_FIRST_OUTPUT })).await;
    page.visit().await;
    page.until("the first output", "return globalThis.firstOutput > 0").await;
    page.script("return firstOutput").await.as_f64().expect("milliseconds")
}

/// Types into the name of the first job and prints the times of the keystrokes.
async fn keystrokes(name: &str, text: &str, count: usize, limit: &str) {
    let page = Page::open(1440, 900).await;
    page.paste(text).await;
    page.until(
        "the output appears",
        "return document.querySelector('#configuration').textContent.includes('job-0000')",
    )
    .await;
    let line = text.lines().position(|line| line.contains("name: job-0000")).expect("a job's name");
    page.press(Key::Control + Key::Home).await;
    for _ in 0..line {
        page.press(Key::Down).await;
    }
    page.press(Key::End).await;
    page.script(WATCH_KEYSTROKES).await;
    for index in 0..WARM_UP + count {
        let key = if index % 2 == 0 {
            json!({ "type": "keyDown", "key": "1", "code": "Digit1", "text": "1", "windowsVirtualKeyCode": 49 })
        } else {
            json!({ "type": "keyDown", "key": "Backspace", "code": "Backspace", "windowsVirtualKeyCode": 8 })
        };
        press_key(&page, key).await;
        page.until("the keystroke's output", &format!("return keystrokes.length === {}", index + 1)).await;
    }
    let times = page.script("return keystrokes").await;
    let column = |index: usize| {
        let rows = times.as_array().map(Vec::as_slice).unwrap_or_default();
        rows.iter().skip(WARM_UP).filter_map(|row| row.get(index).and_then(Value::as_f64)).collect::<Vec<_>>()
    };
    let lines = text.lines().count();
    print(&format!("keystroke to output, {name}, {lines} lines"), column(0), limit);
    print("    until painted", column(1), "");
}

/// Sends key events through the DevTools protocol: WebDriver would first search the page for an element.
async fn press_key(page: &Page, mut key: Value) {
    page.cdp("Input.dispatchKeyEvent", key.clone()).await;
    key["type"] = json!("keyUp");
    page.cdp("Input.dispatchKeyEvent", key).await;
}

/// Prints one row.
fn print(name: &str, mut times: Vec<f64>, limit: &str) {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
    };
    println!("{name:<48}{:>10.1}{:>9.1}{:>10.1}{limit:>13}", at(50), at(95), at(100));
}
