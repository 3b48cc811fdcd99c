//! The page as a user sees it.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::driver::Driver;
use crate::server::Server;
use crate::{root, target};

/// How long a test waits for a condition.
const TIMEOUT: Duration = Duration::from_secs(10);

/// An open page.
#[derive(Debug)]
pub struct Page {
    /// The browser.
    pub browser: WebDriver,
    /// The server of the page.
    pub server: Server,
    // The last field, so that it is dropped last.
    _driver: Driver,
}

impl Page {
    /// Starts a server for the built page and opens a browser window of this size.
    ///
    /// # Panics
    /// The page is not built, or the browser does not start.
    pub async fn blank(width: u32, height: u32) -> Self {
        let site = target().join("site");
        assert!(site.join("index.html").is_file(), "{} does not exist: run `cargo xtask test`", site.display());
        let (server, driver) = (Server::start(&site), Driver::start());
        let browser = driver.browser(width, height).await.expect("a browser");
        let page = Self { browser, server, _driver: driver };
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        page.cdp("Browser.grantPermissions", permissions).await;
        page
    }

    /// Navigates to the page.
    ///
    /// # Panics
    /// The navigation fails.
    pub async fn visit(&self) {
        self.browser.goto(self.server.url()).await.expect("the page");
    }

    /// Opens the built page in a window of this size and waits until it is loaded.
    ///
    /// # Panics
    /// The page is not built, or does not load.
    pub async fn open(width: u32, height: u32) -> Self {
        let page = Self::blank(width, height).await;
        page.visit().await;
        page.loaded().await;
        page
    }

    /// Waits until the page is loaded.
    ///
    /// # Panics
    /// The page does not load in time.
    pub async fn loaded(&self) {
        self.until(
            "the page is loaded",
            "return !document.getElementById('loading') && !!document.querySelector('#manifests .cm-content')",
        )
        .await;
    }

    /// Waits until the page works offline.
    ///
    /// # Panics
    /// The page is not cached in time.
    pub async fn offline_ready(&self) {
        let ready = "return document.documentElement.dataset.offline === 'ready'";
        self.until("the page is cached", ready).await;
    }

    /// Sends a command of the Chrome DevTools Protocol.
    ///
    /// # Panics
    /// The command fails.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.browser.cdp().send_raw(method, parameters).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Runs a script in the page and returns its result.
    ///
    /// # Panics
    /// The script throws.
    pub async fn script(&self, script: &str) -> Value {
        let answer = self.browser.execute(script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Runs a script that calls its last argument with the result.
    ///
    /// # Panics
    /// The script throws, or does not call back in time.
    pub async fn script_with_callback(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.browser.execute_async(script, arguments).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Waits until a script returns true. `what` describes the condition.
    ///
    /// # Panics
    /// The condition is not met in time.
    pub async fn until(&self, what: &str, script: &str) {
        assert!(eventually(async || self.script(script).await == true).await, "timed out waiting for: {what}");
    }

    /// The first element that matches a selector.
    ///
    /// # Panics
    /// No element matches.
    pub async fn element(&self, selector: &str) -> WebElement {
        let found = self.browser.query(By::Css(selector)).wait(TIMEOUT, Duration::from_millis(20)).first().await;
        found.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// The visible text of the first element that matches a selector.
    ///
    /// # Panics
    /// No element matches.
    pub async fn text(&self, selector: &str) -> String {
        self.element(selector).await.text().await.expect("its text")
    }

    /// Clicks the first element that matches a selector.
    ///
    /// # Panics
    /// No element matches, or another element covers it.
    pub async fn click(&self, selector: &str) {
        self.element(selector).await.click().await.unwrap_or_else(|error| panic!("click on {selector}: {error}"));
    }

    /// Sends keys to the focused element.
    ///
    /// # Panics
    /// The browser rejects them.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let element = self.browser.active_element().await.expect("a focused element");
        element.send_keys(keys).await.expect("the keys are sent");
    }

    /// Selects an option of a menu by its value.
    ///
    /// # Panics
    /// No option has this value.
    pub async fn choose(&self, menu: &str, value: &str) {
        self.click(&format!("{menu} option[value='{value}']")).await;
    }

    /// Replaces the text in the editor by pasting.
    ///
    /// # Panics
    /// The editor cannot be focused, or the clipboard cannot be written.
    pub async fn paste(&self, text: &str) {
        self.element("#manifests .cm-content").await.focus().await.expect("the editor gets the focus");
        self.press(Key::Control + "a").await;
        if text.is_empty() {
            self.press(Key::Delete).await;
            return;
        }
        let write = "const [text, done] = arguments; navigator.clipboard.writeText(text).then(() => done(true), done)";
        assert_eq!(
            self.script_with_callback(write, vec![json!(text)]).await,
            true,
            "the text is written to the clipboard"
        );
        self.press(Key::Control + "v").await;
    }

    /// Clicks the page's Copy button and returns the text on the clipboard.
    ///
    /// # Panics
    /// There is no configuration to copy.
    pub async fn copied(&self) -> String {
        self.click("#copy").await;
        self.until(
            "the configuration is copied",
            "return document.getElementById('copy').textContent.trim() === 'Copied'",
        )
        .await;
        let read = "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, done)";
        let text = self.script_with_callback(read, Vec::new()).await;
        text.as_str().expect("text on the clipboard").to_owned()
    }

    /// Waits until the page shows this configuration.
    ///
    /// # Panics
    /// The page does not show it in time.
    pub async fn shows(&self, expected: &str) {
        let enabled = "return !document.getElementById('copy').disabled";
        self.until("a configuration is shown", enabled).await;
        let mut last = String::new();
        let same = eventually(async || {
            last = self.copied().await;
            last == expected
        });
        let same = same.await;
        assert!(same, "the page shows\n{last}\nexpected\n{expected}");
    }

    /// The violations that axe-core finds.
    ///
    /// # Panics
    /// axe-core is not installed.
    pub async fn axe_violations(&self) -> Vec<String> {
        let file = root().join("playground/js/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&file).expect("axe-core: `cargo xtask setup` installs it");
        self.script(&format!("{axe};return null")).await;
        let script = "const done = arguments[arguments.length - 1];
            axe.run().then(({ violations }) => done(violations.flatMap(({ id, impact, nodes }) =>
                nodes.map(({ target, failureSummary }) => `${impact} ${id} ${target}: ${failureSummary}`))))";
        let found = self.script_with_callback(script, Vec::new()).await;
        found.as_array().expect("a list").iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Closes the page and checks that the browser's log is empty.
    ///
    /// # Panics
    /// The log has entries.
    pub async fn close(self) {
        let log = self.browser.get_log("browser").await.expect("the browser's log");
        let log: Vec<_> = log.into_iter().map(|entry| entry.message).collect();
        assert!(log.is_empty(), "the browser's log is not empty: {log:#?}");
    }
}

/// Whether a condition becomes true before the timeout.
async fn eventually(mut condition: impl AsyncFnMut() -> bool) -> bool {
    let started = Instant::now();
    while started.elapsed() < TIMEOUT {
        if condition().await {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    false
}
