//! What the page does. `cargo xtask test` builds the page and the command, and runs these.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use promwright_browser_tests::page::Page;
use promwright_browser_tests::{root, target};
use serde_json::json;
use thirtyfour::Key;

/// What the command gives for a text.
fn rendered(text: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(target().join("debug/promwright"))
        .args(["render", "--quiet"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command: run `cargo xtask test`");
    command.stdin.take().expect("its input").write_all(text.as_bytes()).expect("it reads");
    let output = command.wait_with_output().expect("it ends");
    // 1 says that there are errors among the problems.
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
async fn typing_gives_what_the_command_gives() {
    let page = Page::open(1440, 900).await;
    let two = format!("{}---\n{}", example("consul"), example("sharding"));
    page.paste(&two).await;
    page.shows(&rendered(&two, &[])).await;

    // Key by key: the last one counts.
    page.paste("").await;
    let typed = "{apiVersion: monitoring.coreos.com/v1alpha1, kind: ScrapeConfig, metadata: {name: typed}, \
                 spec: {staticConfigs: [{targets: ['ä:1']}]}}";
    page.press(typed).await;
    page.shows(&rendered(typed, &[])).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn every_example_is_in_the_menu_and_shows_its_configuration() {
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
async fn an_example_gives_back_the_text_that_it_replaces() {
    let page = Page::open(1440, 900).await;
    page.paste(BROKEN).await;
    let own = rendered(BROKEN, &[]);
    page.shows(&own).await;
    page.choose("#example", "consul").await;
    page.shows(&example("consul.prometheus")).await;
    page.click(".notice button").await;
    page.until("the text has the focus", "return document.activeElement.id === 'manifests-text'").await;
    page.shows(&own).await;

    // Nothing at all is nothing to complain about.
    page.paste("").await;
    page.until("nothing is wrong", "return document.querySelector('#problems-tab .count').textContent === '0'").await;
    assert_eq!(page.text("#findings").await, "Nothing to look at yet.");
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn the_version_decides_what_is_written() {
    let page = Page::open(1440, 900).await;
    let text = example("scrape-class");
    page.choose("#example", "scrape-class").await;
    let (now, then) = (rendered(&text, &[]), rendered(&text, &["--prometheus-version", "v2.45.0"]));
    assert_ne!(now, then);
    page.shows(&now).await;
    page.choose("#version", "v2.45.0").await;
    page.shows(&then).await;
    page.choose("#version", "").await;
    page.shows(&now).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn a_problem_leads_to_its_place() {
    let page = Page::open(1440, 900).await;
    page.paste(BROKEN).await;
    let problem = page.text("button.problem").await;
    for fact in
        ["warning", "source_labels", "did you mean sourceLabels?", "Line 9, column 7", "API server", "unknown-field"]
    {
        assert!(problem.contains(fact), "{fact} is not in {problem}");
    }
    assert_eq!(page.text(".cm-lintRange-warning").await, "source_labels");
    // A screen reader hears of it after a rest, and of nothing in between.
    let said = "return document.getElementById('announcement').textContent === '0 errors, 1 warning'";
    page.until("it is said", said).await;

    // With the mouse, and with the keyboard alone.
    let selected =
        "return getSelection().toString() === 'source_labels' && document.activeElement.closest('#manifests') !== null";
    page.click("button.problem").await;
    page.until("the problem is selected", selected).await;
    page.press(Key::Control + Key::Home).await;
    page.script("document.querySelector('button.problem').focus()").await;
    page.press(Key::Enter).await;
    page.until("the problem is selected again", selected).await;

    // What is typed now replaces it.
    page.press("sourceLabels").await;
    page.shows(&rendered(&BROKEN.replace("source_labels", "sourceLabels"), &[])).await;
    page.until("the problem is gone", "return !document.querySelector('button.problem, .cm-lintRange-warning')").await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn lines_and_fields_light_each_other() {
    let page = Page::open(1440, 900).await;
    page.choose("#example", "scrape-class").await;
    let output = example("scrape-class.prometheus");
    page.shows(&output).await;
    let lit = |view: &str| format!("[...document.querySelectorAll('#{view} .cm-lit')].map((mark) => mark.textContent)");
    let is_lit = |view: &str, texts: &[&str]| {
        format!("return JSON.stringify({}) === JSON.stringify({})", lit(view), serde_json::json!(texts))
    };
    assert_eq!(page.script(&is_lit("manifests", &[])).await, true);

    // With the keyboard alone: to the line of the authority's file, which a scrape class makes.
    let line = 1 + output.lines().position(|line| line.contains("ca_file")).expect("the line");
    page.script("document.querySelector('#configuration .cm-content').focus()").await;
    page.press(Key::Control + Key::Home).await;
    for _ in 1..line {
        page.press(Key::Down).await;
    }
    let fields = ["name: internal-tls", "default: true", "caFile: /etc/prometheus/secrets/internal-ca/ca.crt"];
    page.until("the fields are lit", &is_lit("manifests", &fields)).await;
    let text = "    ca_file: /etc/prometheus/secrets/internal-ca/ca.crt";
    page.until("the line is lit", &is_lit("configuration", &[text])).await;
    let said = page.text("#traced").await;
    let field = "spec.scrapeClasses[0].tlsConfig.caFile of Prometheus payments/payments (scrape class)";
    assert!(said.starts_with(&format!("Line {line}: {field}, ")), "{said}");
    let region = page.element("#traced").await.attr("aria-live").await.expect("an attribute");
    assert_eq!(region.as_deref(), Some("polite"));

    // A line that no field makes.
    page.press(Key::Control + Key::Home).await;
    page.until("nothing is lit", &is_lit("manifests", &[])).await;
    assert_eq!(page.text("#traced").await, "Line 1: always written by the operator");

    // And back: from the field in the line where the cursor stands, before its indentation.
    page.script("document.querySelector('#manifests .cm-content').focus()").await;
    page.press(Key::Control + Key::End).await;
    for _ in 0..3 {
        page.press(Key::Up).await;
    }
    page.until("the line is lit", &is_lit("configuration", &["  scheme: https"])).await;
    page.until("the field is lit", &is_lit("manifests", &["scheme: HTTPS"])).await;
    let line = 1 + output.lines().position(|line| line.contains("scheme")).expect("the line");
    let said = format!("spec.scheme of ScrapeConfig payments/bank makes line {line}");
    assert_eq!(page.text("#traced").await, said);
    for theme in ["light", "dark"] {
        page.choose("#theme", theme).await;
        assert_eq!(page.objections().await, [""; 0], "{theme}");
    }
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn what_is_not_selected_says_why() {
    let page = Page::open(1440, 900).await;
    page.paste(&format!("{}---\n{}", example("scrape-class"), BROKEN)).await;
    page.click("#selection-tab").await;
    page.until("the table is there", "return document.querySelectorAll('.resources tbody tr').length > 1").await;
    let table = page.text(".resources").await;
    assert!(table.contains("ScrapeConfig default/shop") && table.contains("No"), "{table}");
    let reasons =
        "return [...document.querySelectorAll('tr[data-taken=false] td:last-child')].every((why) => why.textContent)";
    assert_eq!(page.script(reasons).await, true, "{table}");
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn loaded_once_it_needs_no_network() {
    let page = Page::open(1440, 900).await;
    page.kept_for_offline().await;
    let asked = page.server.asked();
    page.paste(BROKEN).await;
    page.shows(&rendered(BROKEN, &[])).await;
    page.choose("#example", "consul").await;
    page.choose("#theme", "dark").await;
    page.click("#selection-tab").await;
    page.shows(&example("consul.prometheus")).await;
    assert_eq!(page.server.asked(), asked, "a request after loading");

    page.server.stop();
    page.browser.refresh().await.expect("it loads without a server");
    page.loaded().await;
    page.shows(&example("consul.prometheus")).await;
    assert_eq!(page.script("return document.documentElement.dataset.theme").await, "dark");
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn a_crash_keeps_the_text_and_starts_afresh() {
    let page = Page::open(1440, 900).await;
    page.paste(BROKEN).await;
    let own = rendered(BROKEN, &[]);
    page.shows(&own).await;
    page.script("setTimeout(() => wasmBindings.panic())").await;
    page.until("the page says so", "return document.getElementById('crash').open").await;
    let message = page.text("#crash").await;
    assert!(message.contains("This is our fault") && message.contains("Your text is kept"), "{message}");
    assert_eq!(page.objections().await, [""; 0]);

    // Not with the text that it crashed on, which comes back when it is asked for, also on a later visit.
    page.click("#restart").await;
    page.loaded().await;
    page.shows(&example("static-targets.prometheus")).await;
    page.browser.refresh().await.expect("it loads");
    page.loaded().await;
    page.shows(&example("static-targets.prometheus")).await;
    page.click(".notice button").await;
    page.shows(&own).await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn the_text_is_there_again_on_the_next_visit() {
    let page = Page::open(1440, 900).await;
    page.paste(BROKEN).await;
    page.browser.refresh().await.expect("it loads");
    page.loaded().await;
    page.shows(&rendered(BROKEN, &[])).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn the_keyboard_reaches_everything() {
    let page = Page::open(1440, 900).await;
    let focus = "const { activeElement: it } = document;
        return it.id || it.parentElement.id || it.closest('[id]')?.id || it.textContent";
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
        at += found.unwrap_or_else(|| panic!("{stop} comes not in its turn: {reached:?}"));
    }

    // Whoever came to the editor with the tab key has changed nothing there, and indents once something else was pressed.
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
    page.until("the text has the focus", "return document.activeElement.id === 'manifests-text'").await;

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
async fn axe_objects_to_nothing() {
    for (width, height) in [(1440, 900), (360, 740)] {
        let page = Page::open(width, height).await;
        page.paste(BROKEN).await;
        for theme in ["light", "dark"] {
            page.choose("#theme", theme).await;
            assert_eq!(page.objections().await, [""; 0], "{theme} {width}");
            if width < 500 {
                for part in ["2", "3", "1"] {
                    page.click(&format!(".parts button:nth-child({part})")).await;
                    assert_eq!(page.objections().await, [""; 0], "{theme} {width}, part {part}");
                }
            } else {
                page.click("#selection-tab").await;
                assert_eq!(page.objections().await, [""; 0], "{theme} {width}, selection");
                page.click("#problems-tab").await;
            }
        }
        page.close().await;
    }
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn a_phone_has_room_for_it() {
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
    let seen = "const mark = document.querySelector('.cm-lintRange-warning')?.getBoundingClientRect();
        return mark?.height > 0 && mark.top > 0 && mark.bottom < innerHeight && getSelection().toString() === 'source_labels'";
    page.until("the problem can be seen", seen).await;
    page.close().await;
}

/// Three instances: their names stand in a menu.
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
async fn long_names_push_nothing_off_the_page() {
    for (width, height) in [(360, 740), (770, 900), (1024, 700), (1440, 900)] {
        let page = Page::open(width, height).await;
        page.paste(&three_instances()).await;
        if width < 500 {
            page.click(".parts button:nth-child(2)").await;
        }
        page.until("the menu is there", "return document.querySelectorAll('#instance option').length === 3").await;
        let fits = "return document.getElementById('download').getBoundingClientRect().right <= innerWidth
            && document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(page.script(fits).await, true, "{width}");
        page.close().await;
    }
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn little_height_hides_nothing() {
    // A phone on its side, a screen that is zoomed in on, and a low window.
    for (width, height) in [(740, 360), (720, 450), (1000, 450)] {
        let page = Page::open(width, height).await;
        page.paste(&three_instances()).await;
        page.script("document.querySelector('#manifests .cm-content').focus()").await;
        page.press(Key::Control + Key::End).await;
        let seen = "const line = document.querySelector('#manifests .cm-activeLine').getBoundingClientRect();
            const pane = document.querySelector('.pane.manifests').getBoundingClientRect();
            return line.top >= pane.top && line.bottom <= pane.bottom";
        page.until("the last line is within its pane", seen).await;
        let inside = "const main = document.querySelector('main').getBoundingClientRect();
            return [...document.querySelectorAll('.pane')].every((pane) => pane.getBoundingClientRect().bottom <= main.bottom + 1)";
        assert_eq!(page.script(inside).await, true, "{width} × {height}");
        page.close().await;
    }
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn a_phone_shows_what_is_lit_when_it_is_turned_to() {
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
    page.until("it is told", "return document.getElementById('traced').textContent.startsWith('Line ')").await;
    page.click(".parts button:nth-child(1)").await;
    let seen = "const mark = document.querySelector('#manifests .cm-lit')?.getBoundingClientRect();
        return mark?.height > 0 && mark.top > 0 && mark.bottom < innerHeight";
    page.until("the field can be seen", seen).await;
    page.close().await;
}

#[tokio::test]
#[ignore = "needs the built page: cargo xtask test"]
async fn a_page_that_cannot_be_loaded_says_so() {
    let page = Page::open(1440, 900).await;
    page.cdp("Network.enable", json!({})).await;
    page.cdp("Network.setBypassServiceWorker", json!({ "bypass": true })).await;
    page.cdp("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] })).await;
    page.browser.refresh().await.expect("it loads");
    page.until("it says so", "return getComputedStyle(document.querySelector('#loading .failed')).display !== 'none'")
        .await;
}
