//! Chromium's WebDriver, started on a free port and stopped at the end of the test.

use std::io::{BufRead, BufReader, Write};
use std::mem;
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::json;
use thirtyfour::prelude::*;

/// A running chromedriver.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts it.
    ///
    /// # Panics
    /// chromedriver is not installed.
    pub fn start() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver: `cargo xtask setup` installs it");
        let output = process.stdout.take().expect("its output");
        let port = BufReader::new(output).lines().map_while(Result::ok).find_map(|line| {
            let port = line.split_once("started successfully on port ")?.1;
            port.trim_end_matches('.').parse().ok()
        });
        Self { process, port: port.expect("a line with its port") }
    }

    /// Opens a browser with a window of this size.
    ///
    /// # Errors
    /// Chromium cannot be started.
    pub async fn browser(&self, width: u32, height: u32) -> WebDriverResult<WebDriver> {
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion"] {
            capabilities.add_arg(argument)?;
        }
        capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
        let browser = WebDriver::new(format!("http://127.0.0.1:{}", self.port), capabilities).await?;
        // Dropping the last handle would wait for the session to close, also after a failed test. It ends with the driver.
        mem::forget(browser.clone());
        let phone = width < 500;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        browser.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
        Ok(browser)
    }
}

impl Drop for Driver {
    /// Stops the driver and its browsers, even after a failed test.
    fn drop(&mut self) {
        let shutdown = TcpStream::connect(("127.0.0.1", self.port)).and_then(|mut stream| {
            stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
        });
        if shutdown.is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}
