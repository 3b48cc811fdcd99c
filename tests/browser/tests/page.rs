//! Tests of the page. `cargo xtask test` builds the page and the CLI, then runs them.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use promwright_browser_tests::page::Page;
use promwright_browser_tests::{root, target};
use serde_json::json;
use thirtyfour::Key;

/// What the CLI renders for a text.
fn rendered(text: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(target().join("debug/promwright"))
        .args(["render", "--quiet"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the CLI: run `cargo xtask test`");
    command.stdin.take().expect("its input").write_all(text.as_bytes()).expect("the CLI reads its input");
    let output = command.wait_with_output().expect("the CLI exits");
    // The exit status is 1 if there are errors.
    assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

fn example(name: &str) -> String {
    fs::read_to_string(root().join("examples").join(format!("{name}.yaml"))).expect("an example")
}

const BROKEN: &str = "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: shop
spec:
  staticConfigs:
    - targets: [shop.example.com:9100]
  relabelings:
    - source_labels: [__address__]
      targetLabel: instance
";

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn the_page_renders_what_the_cli_renders() {
    let page = Page::open(1440, 900).await;
    let two = format!("{}---\n{}", example("consul"), example("sharding"));
    page.paste(&two).await;
    page.shows(&rendered(&two, &[])).await;

    // Typed key by key.
    page.paste("").await;
    let typed = "{apiVersion: monitoring.coreos.com/v1alpha1, kind: ScrapeConfig, metadata: {name: typed}, \
                 spec: {staticConfigs: [{targets: ['ä:1']}]}}";
    page.press(typed).await;
    page.shows(&rendered(typed, &[])).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn every_example_is_in_the_menu_and_renders() {
    let page = Page::open(1440, 900).await;
    let files = fs::read_dir(root().join("examples")).expect("the examples");
    let mut names: Vec<_> =
        files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !name.ends_with(".prometheus.yaml"));
    for name in names.iter().map(|name| name.trim_end_matches(".yaml")) {
        page.choose("#example", name).await;
        page.shows(&example(&format!("{name}.prometheus"))).await;
        assert_eq!(page.script("return document.getElementById('example').value").await, name);
    }
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn text_replaced_by_an_example_can_be_restored() {
    let page = Page::open(1440, 900).await;
    page.paste(BROKEN).await;
    let own = rendered(BROKEN, &[]);
    page.shows(&own).await;
    page.choose("#example", "consul").await;
    page.shows(&example("consul.prometheus")).await;
    page.click(".notice button").await;
    page.until("the editor has the focus", "return document.activeElement.id === 'manifests-text'").await;
    page.shows(&own).await;

    // An empty text has no problems.
    page.paste("").await;
    page.until("there are no problems", "return document.querySelector('#problems-tab .count').textContent === '0'")
        .await;
    assert_eq!(page.text("#findings").await, "Nothing to check yet.");
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn the_prometheus_version_changes_the_configuration() {
    let page = Page::open(1440, 900).await;
    let text = example("scrape-class");
    page.choose("#example", "scrape-class").await;
    let (default, older) = (rendered(&text, &[]), rendered(&text, &["--prometheus-version", "v2.45.0"]));
    assert_ne!(default, older);
    page.shows(&default).await;
    page.choose("#version", "v2.45.0").await;
    page.shows(&older).await;
    page.choose("#version", "").await;
    page.shows(&default).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn clicking_a_problem_selects_its_place() {
    let page = Page::open(1440, 900).await;
    page.paste(BROKEN).await;
    let problem = page.text("button.problem").await;
    for fact in [
        "warning",
        "source_labels",
        "Did you mean sourceLabels?",
        "Line 9, column 7",
        "API server",
        "schema/unknown-field",
    ] {
        assert!(problem.contains(fact), "{fact} is not in {problem}");
    }
    assert_eq!(page.text(".cm-lintRange-warning").await, "source_labels");
    // Screen readers hear one announcement after a pause in typing.
    let announced = "return document.getElementById('announcement').textContent === '0 errors, 1 warning'";
    page.until("the problem is announced", announced).await;

    // With the mouse, then with only the keyboard.
    let selected =
        "return getSelection().toString() === 'source_labels' && document.activeElement.closest('#manifests') !== null";
    page.click("button.problem").await;
    page.until("the problem is selected", selected).await;
    page.press(Key::Control + Key::Home).await;
    page.script("document.querySelector('button.problem').focus()").await;
    page.press(Key::Enter).await;
    page.until("the problem is selected again", selected).await;

    // Typing replaces the selection.
    page.press("sourceLabels").await;
    page.shows(&rendered(&BROKEN.replace("source_labels", "sourceLabels"), &[])).await;
    page.until("the problem is gone", "return !document.querySelector('button.problem, .cm-lintRange-warning')").await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn lines_and_fields_are_traced_both_ways() {
    let page = Page::open(1440, 900).await;
    page.choose("#example", "scrape-class").await;
    let output = example("scrape-class.prometheus");
    page.shows(&output).await;
    let highlights =
        |view: &str| format!("[...document.querySelectorAll('#{view} .cm-highlight')].map((mark) => mark.textContent)");
    let is_highlighted = |view: &str, texts: &[&str]| {
        format!("return JSON.stringify({}) === JSON.stringify({})", highlights(view), serde_json::json!(texts))
    };
    assert_eq!(page.script(&is_highlighted("manifests", &[])).await, true);

    // With only the keyboard: move to the line of the CA file, which a scrape class produces.
    let line = 1 + output.lines().position(|line| line.contains("ca_file")).expect("the line");
    page.script("document.querySelector('#configuration .cm-content').focus()").await;
    page.press(Key::Control + Key::Home).await;
    for _ in 1..line {
        page.press(Key::Down).await;
    }
    let fields = ["name: internal-tls", "default: true", "caFile: /etc/prometheus/secrets/internal-ca/ca.crt"];
    page.until("the fields are highlighted", &is_highlighted("manifests", &fields)).await;
    let ca_file = "    ca_file: /etc/prometheus/secrets/internal-ca/ca.crt";
    page.until("the line is highlighted", &is_highlighted("configuration", &[ca_file])).await;
    let text = page.text("#traced").await;
    let field = "spec.scrapeClasses[0].tlsConfig.caFile of Prometheus payments/payments (scrape class)";
    assert!(text.starts_with(&format!("Line {line}: {field}, ")), "{text}");
    let region = page.element("#traced").await.attr("aria-live").await.expect("an attribute");
    assert_eq!(region.as_deref(), Some("polite"));

    // A line that no field produces.
    page.press(Key::Control + Key::Home).await;
    page.until("nothing is highlighted", &is_highlighted("manifests", &[])).await;
    assert_eq!(page.text("#traced").await, "Line 1: written for every configuration");

    // In the other direction: the cursor is before the indentation of the field's line.
    page.script("document.querySelector('#manifests .cm-content').focus()").await;
    page.press(Key::Control + Key::End).await;
    for _ in 0..3 {
        page.press(Key::Up).await;
    }
    page.until("the line is highlighted", &is_highlighted("configuration", &["  scheme: https"])).await;
    page.until("the field is highlighted", &is_highlighted("manifests", &["scheme: HTTPS"])).await;
    let line = 1 + output.lines().position(|line| line.contains("scheme")).expect("the line");
    let expected = format!("spec.scheme of ScrapeConfig payments/bank produces line {line}");
    assert_eq!(page.text("#traced").await, expected);
    for theme in ["light", "dark"] {
        page.choose("#theme", theme).await;
        assert_eq!(page.axe_violations().await, [""; 0], "{theme}");
    }
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn unselected_resources_show_a_reason() {
    let page = Page::open(1440, 900).await;
    page.paste(&format!("{}---\n{}", example("scrape-class"), BROKEN)).await;
    page.click("#selection-tab").await;
    page.until("the table is shown", "return document.querySelectorAll('.resources tbody tr').length > 1").await;
    let table = page.text(".resources").await;
    assert!(table.contains("ScrapeConfig default/shop") && table.contains("No"), "{table}");
    let reasons = "const reasons = [...document.querySelectorAll('tr[data-state=not-selected] td:last-child')];
        return reasons.every((reason) => reason.textContent)";
    assert_eq!(page.script(reasons).await, true, "{table}");
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn the_page_works_offline_after_the_first_load() {
    let page = Page::open(1440, 900).await;
    page.offline_ready().await;
    let requests = page.server.requests();
    page.paste(BROKEN).await;
    page.shows(&rendered(BROKEN, &[])).await;
    page.choose("#example", "consul").await;
    page.choose("#theme", "dark").await;
    page.click("#selection-tab").await;
    page.shows(&example("consul.prometheus")).await;
    assert_eq!(page.server.requests(), requests, "a request after loading");

    page.server.stop();
    page.browser.refresh().await.expect("the page loads without a server");
    page.loaded().await;
    page.shows(&example("consul.prometheus")).await;
    assert_eq!(page.script("return document.documentElement.dataset.theme").await, "dark");
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn the_text_can_be_restored_after_a_crash() {
    let page = Page::open(1440, 900).await;
    page.paste(BROKEN).await;
    let own = rendered(BROKEN, &[]);
    page.shows(&own).await;
    page.script("setTimeout(() => wasmBindings.panic())").await;
    page.until("the crash dialog is open", "return document.getElementById('crash').open").await;
    let message = page.text("#crash").await;
    assert!(message.contains("This is a bug in promwright") && message.contains("Your text is saved"), "{message}");
    assert_eq!(page.axe_violations().await, [""; 0]);

    // The page does not load the text that it crashed on. The text can still be restored on a later visit.
    page.click("#restart").await;
    page.loaded().await;
    page.shows(&example("static-targets.prometheus")).await;
    page.browser.refresh().await.expect("the page loads");
    page.loaded().await;
    page.shows(&example("static-targets.prometheus")).await;
    page.click(".notice button").await;
    page.shows(&own).await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn the_text_is_saved_between_visits() {
    let page = Page::open(1440, 900).await;
    page.paste(BROKEN).await;
    page.browser.refresh().await.expect("the page loads");
    page.loaded().await;
    page.shows(&rendered(BROKEN, &[])).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn the_keyboard_reaches_everything() {
    let page = Page::open(1440, 900).await;
    let focus = "const { activeElement: element } = document;
        return element.id || element.parentElement.id || element.closest('[id]')?.id || element.textContent";
    let mut reached = Vec::new();
    for _ in 0..14 {
        page.press(Key::Tab).await;
        reached.push(page.script(focus).await.as_str().unwrap_or_default().to_owned());
    }
    let mut at = 0;
    for stop in [
        "example",
        "version",
        "theme",
        "manifests-text",
        "copy",
        "download",
        "configuration",
        "problems-tab",
        "findings",
    ] {
        let found = reached.iter().skip(at).position(|name| name == stop);
        at += found.unwrap_or_else(|| panic!("{stop} is missing or out of order: {reached:?}"));
    }

    // Tabbing into the editor changes nothing. After another key, Tab indents.
    page.shows(&example("static-targets.prometheus")).await;
    page.script("document.getElementById('theme').focus()").await;
    page.press(Key::Tab).await;
    assert_eq!(
        page.script("return getComputedStyle(document.getElementById('editor-hint')).visibility").await,
        "visible"
    );
    page.press(Key::Home).await;
    page.press(Key::Tab).await;
    let first_line = "return document.querySelector('#manifests-text .cm-line').textContent";
    assert_eq!(page.script(focus).await, "manifests-text");
    assert!(page.script(first_line).await.as_str().unwrap_or_default().starts_with("  "));
    page.press(Key::Escape).await;
    page.press(Key::Tab).await;
    assert_eq!(page.script(focus).await, "copy");

    page.script("document.querySelector('.skip').focus()").await;
    page.press(Key::Enter).await;
    page.until("the editor has the focus", "return document.activeElement.id === 'manifests-text'").await;

    page.script("document.getElementById('problems-tab').focus()").await;
    page.press(Key::Right).await;
    assert_eq!(page.script(focus).await, "selection-tab");
    assert_eq!(page.script("return document.querySelector('#findings table') !== null").await, true);
    page.press(Key::Home).await;
    assert_eq!(page.script(focus).await, "problems-tab");
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn axe_finds_no_violations() {
    for (width, height) in [(1440, 900), (360, 740)] {
        let page = Page::open(width, height).await;
        page.paste(BROKEN).await;
        for theme in ["light", "dark"] {
            page.choose("#theme", theme).await;
            assert_eq!(page.axe_violations().await, [""; 0], "{theme} {width}");
            if width < 500 {
                for part in ["2", "3", "1"] {
                    page.click(&format!(".parts button:nth-child({part})")).await;
                    assert_eq!(page.axe_violations().await, [""; 0], "{theme} {width}, part {part}");
                }
            } else {
                page.click("#selection-tab").await;
                assert_eq!(page.axe_violations().await, [""; 0], "{theme} {width}, selection");
                page.click("#problems-tab").await;
            }
        }
        page.close().await;
    }
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn the_page_fits_on_a_phone() {
    let page = Page::open(360, 740).await;
    page.paste(BROKEN).await;
    let fits = "return document.documentElement.scrollWidth <= 360";
    assert_eq!(page.script(fits).await, true);
    page.click(".parts button:nth-child(2)").await;
    page.shows(&rendered(BROKEN, &[])).await;
    assert_eq!(page.script(fits).await, true);
    page.click(".parts button:nth-child(3)").await;
    assert_eq!(page.script(fits).await, true);
    page.click("button.problem").await;
    let visible = "const mark = document.querySelector('.cm-lintRange-warning')?.getBoundingClientRect();
        return mark?.height > 0 && mark.top > 0 && mark.bottom < innerHeight && getSelection().toString() === 'source_labels'";
    page.until("the problem is visible", visible).await;
    page.close().await;
}

/// Manifests with three instances, which the page lists in a menu.
fn three_instances() -> String {
    let instance = |kind: &str, version: &str, name: &str| {
        format!(
            "---\napiVersion: monitoring.coreos.com/{version}\nkind: {kind}\nmetadata: {{name: {name}, namespace: monitoring}}\n\
             spec: {{scrapeConfigSelector: {{}}, scrapeConfigNamespaceSelector: {{}}}}\n"
        )
    };
    let instances = [
        instance("Prometheus", "v1", "a-rather-long-name-of-a-prometheus-object-in-a-large-cluster"),
        instance("Prometheus", "v1", "k8s"),
        instance("PrometheusAgent", "v1alpha1", "edge"),
    ];
    format!("{BROKEN}{}", instances.concat())
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn long_names_fit_on_the_page() {
    for (width, height) in [(360, 740), (770, 900), (1024, 700), (1440, 900)] {
        let page = Page::open(width, height).await;
        page.paste(&three_instances()).await;
        if width < 500 {
            page.click(".parts button:nth-child(2)").await;
        }
        page.until("the menu is shown", "return document.querySelectorAll('#instance option').length === 3").await;
        let fits = "return document.getElementById('download').getBoundingClientRect().right <= innerWidth
            && document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(page.script(fits).await, true, "{width}");
        page.close().await;
    }
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn nothing_is_hidden_on_low_viewports() {
    // A phone in landscape, a zoomed-in page, and a low window.
    for (width, height) in [(740, 360), (720, 450), (1000, 450)] {
        let page = Page::open(width, height).await;
        page.paste(&three_instances()).await;
        page.script("document.querySelector('#manifests .cm-content').focus()").await;
        page.press(Key::Control + Key::End).await;
        let visible = "const line = document.querySelector('#manifests .cm-activeLine').getBoundingClientRect();
            const pane = document.querySelector('.pane.manifests').getBoundingClientRect();
            return line.top >= pane.top && line.bottom <= pane.bottom";
        page.until("the last line is inside its pane", visible).await;
        let inside = "const main = document.querySelector('main').getBoundingClientRect();
            return [...document.querySelectorAll('.pane')].every((pane) => pane.getBoundingClientRect().bottom <= main.bottom + 1)";
        assert_eq!(page.script(inside).await, true, "{width} × {height}");
        page.close().await;
    }
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn a_phone_scrolls_to_the_traced_field() {
    let page = Page::open(360, 740).await;
    page.choose("#example", "scrape-class").await;
    page.click(".parts button:nth-child(2)").await;
    page.shows(&example("scrape-class.prometheus")).await;
    page.script("document.querySelector('#configuration .cm-content').focus()").await;
    page.press(Key::Control + Key::Home).await;
    let output = example("scrape-class.prometheus");
    for _ in 0..output.lines().position(|line| line.contains("scheme")).expect("the line") {
        page.press(Key::Down).await;
    }
    page.until("the trace is shown", "return document.getElementById('traced').textContent.startsWith('Line ')").await;
    page.click(".parts button:nth-child(1)").await;
    let visible = "const mark = document.querySelector('#manifests .cm-highlight')?.getBoundingClientRect();
        return mark?.height > 0 && mark.top > 0 && mark.bottom < innerHeight";
    page.until("the field is visible", visible).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn a_load_failure_is_reported() {
    let page = Page::open(1440, 900).await;
    page.cdp("Network.enable", json!({})).await;
    page.cdp("Network.setBypassServiceWorker", json!({ "bypass": true })).await;
    page.cdp("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] })).await;
    page.browser.refresh().await.expect("the page loads");
    page.until(
        "the error is shown",
        "return getComputedStyle(document.querySelector('#loading .failed')).display !== 'none'",
    )
    .await;
}
