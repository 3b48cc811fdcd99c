//! The page as a person finds it.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::Driver;
use crate::server::Server;
use crate::{root, target};

/// How long something may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// A page that is open.
#[derive(Debug)]
pub struct Page {
    /// The browser.
    pub browser: WebDriver,
    /// Where the page comes from.
    pub server: Server,
    // Last, so that it goes last.
    _driver: Driver,
}

impl Page {
    /// Opens a browser with a window of this size, to which the built page is served.
    ///
    /// # Panics
    /// The page is not built, or there is no browser.
    pub async fn blank(width: u32, height: u32) -> Self {
        let site = target().join("site");
        assert!(site.join("index.html").is_file(), "{} is not there: run `cargo xtask test`", site.display());
        let (server, driver) = (Server::start(&site), Driver::start());
        let browser = driver.browser(width, height).await.expect("a browser");
        let page = Self { browser, server, _driver: driver };
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        page.cdp("Browser.grantPermissions", permissions).await;
        page
    }

    /// Goes to the page.
    ///
    /// # Panics
    /// The browser does not.
    pub async fn visit(&self) {
        self.browser.goto(self.server.url()).await.expect("the page");
    }

    /// Opens the built page in a window of this size, and waits until it is there.
    ///
    /// # Panics
    /// The page is not built, or does not load.
    pub async fn open(width: u32, height: u32) -> Self {
        let page = Self::blank(width, height).await;
        page.visit().await;
        page.loaded().await;
        page
    }

    /// Waits until the page is there.
    ///
    /// # Panics
    /// It does not come.
    pub async fn loaded(&self) {
        self.until(
            "the page is there",
            "return !document.getElementById('loading') && !!document.querySelector('#manifests .cm-content')",
        )
        .await;
    }

    /// Waits until the page can do without the network.
    ///
    /// # Panics
    /// It never can.
    pub async fn kept_for_offline(&self) {
        let kept = "return document.documentElement.dataset.offline === 'kept'";
        self.until("everything is kept", kept).await;
    }

    /// Speaks to the browser's developer tools.
    ///
    /// # Panics
    /// They refuse.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.browser.cdp().send_raw(method, parameters).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Runs a script in the page.
    ///
    /// # Panics
    /// It throws.
    pub async fn script(&self, script: &str) -> Value {
        let answer = self.browser.execute(script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Runs a script that calls its last argument with an answer.
    ///
    /// # Panics
    /// It throws, or never answers.
    pub async fn script_with_callback(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.browser.execute_async(script, arguments).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Waits until a script says true.
    ///
    /// # Panics
    /// It never does.
    pub async fn until(&self, what: &str, script: &str) {
        assert!(eventually(async || self.script(script).await == true).await, "{what}: never");
    }

    /// The element that a selector finds.
    ///
    /// # Panics
    /// There is none.
    pub async fn element(&self, selector: &str) -> WebElement {
        let found = self.browser.query(By::Css(selector)).wait(PATIENCE, Duration::from_millis(20)).first().await;
        found.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// The visible text of the element that a selector finds.
    ///
    /// # Panics
    /// There is none.
    pub async fn text(&self, selector: &str) -> String {
        self.element(selector).await.text().await.expect("its text")
    }

    /// Clicks on the element that a selector finds.
    ///
    /// # Panics
    /// There is none, or something is before it.
    pub async fn click(&self, selector: &str) {
        self.element(selector).await.click().await.unwrap_or_else(|error| panic!("click on {selector}: {error}"));
    }

    /// Presses keys, wherever the focus is.
    ///
    /// # Panics
    /// The browser takes none.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let element = self.browser.active_element().await.expect("the focus");
        element.send_keys(keys).await.expect("keys are taken");
    }

    /// Chooses an option of a menu, by its value.
    ///
    /// # Panics
    /// There is none of this value.
    pub async fn choose(&self, menu: &str, value: &str) {
        self.click(&format!("{menu} option[value='{value}']")).await;
    }

    /// Replaces everything in the editor, as pasting does.
    ///
    /// # Panics
    /// The editor takes nothing.
    pub async fn paste(&self, text: &str) {
        self.element("#manifests .cm-content").await.focus().await.expect("the editor takes the focus");
        self.press(Key::Control + "a").await;
        if text.is_empty() {
            self.press(Key::Delete).await;
            return;
        }
        let write = "const [text, done] = arguments; navigator.clipboard.writeText(text).then(() => done(true), done)";
        assert_eq!(self.script_with_callback(write, vec![json!(text)]).await, true, "the clipboard takes the text");
        self.press(Key::Control + "v").await;
    }

    /// Copies the configuration with the page's button, and gives what the clipboard then holds.
    ///
    /// # Panics
    /// There is nothing to copy.
    pub async fn copied(&self) -> String {
        self.click("#copy").await;
        self.until("it is copied", "return document.getElementById('copy').textContent.trim() === 'Copied'").await;
        let read = "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, done)";
        let text = self.script_with_callback(read, Vec::new()).await;
        text.as_str().expect("text on the clipboard").to_owned()
    }

    /// Waits until the configuration is this one.
    ///
    /// # Panics
    /// It never is.
    pub async fn shows(&self, expected: &str) {
        let enabled = "return !document.getElementById('copy').disabled";
        self.until("there is a configuration", enabled).await;
        let mut last = String::new();
        let same = eventually(async || {
            last = self.copied().await;
            last == expected
        });
        let same = same.await;
        assert!(same, "the page shows\n{last}\nand not\n{expected}");
    }

    /// What axe-core objects to.
    ///
    /// # Panics
    /// axe-core is not installed.
    pub async fn objections(&self) -> Vec<String> {
        let file = root().join("playground/js/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&file).expect("axe-core: `cargo xtask setup` installs it");
        self.script(&format!("{axe};return null")).await;
        let script = "const done = arguments[arguments.length - 1];
            axe.run().then(({ violations }) => done(violations.flatMap(({ id, impact, nodes }) =>
                nodes.map(({ target, failureSummary }) => `${impact} ${id} ${target}: ${failureSummary}`))))";
        let found = self.script_with_callback(script, Vec::new()).await;
        found.as_array().expect("a list").iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Ends the visit, of which the browser must have nothing to complain.
    ///
    /// # Panics
    /// There are complaints.
    pub async fn close(self) {
        let log = self.browser.get_log("browser").await.expect("the browser's log");
        let log: Vec<_> = log.into_iter().map(|entry| entry.message).collect();
        assert!(log.is_empty(), "the browser complains: {log:#?}");
    }
}

/// Whether something becomes true before the patience ends.
async fn eventually(mut is_so: impl AsyncFnMut() -> bool) -> bool {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if is_so().await {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    false
}
