//! A local file server that records the requested paths and can be stopped.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    stopped: Arc<AtomicBool>,
}

impl Server {
    /// Serves a folder on a free port.
    ///
    /// # Panics
    /// There is no free port.
    pub fn start(folder: &Path) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("the address");
        let (requests, stopped) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let server = Self { address, requests: requests.clone(), stopped: stopped.clone() };
        let folder = folder.to_owned();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Leaving the loop drops the listener: later connections are refused.
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let (folder, requests) = (folder.clone(), requests.clone());
                thread::spawn(move || answer(stream, &folder, &requests));
            }
        });
        server
    }

    /// The server's URL.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The paths requested so far.
    ///
    /// # Panics
    /// A thread of the server has panicked.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("the requests").clone()
    }

    /// Stops the server: later connections are refused.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes up the accept loop, which then ends.
        drop(TcpStream::connect(self.address));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn answer(mut stream: TcpStream, folder: &Path, requests: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    // Read the whole request: closing the connection with unread data would reset it, and the response would be lost.
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let Some(path) = request.split(' ').nth(1) else { return };
    requests.lock().expect("the requests").push(path.to_owned());
    let (status, kind, body) = match fs::read(file(folder, path)) {
        Ok(body) => ("200 OK", kind(path), body),
        Err(_) => ("404 Not Found", "text/plain", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // Ignore browsers that have disconnected.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

fn file(folder: &Path, path: &str) -> PathBuf {
    let path = path.split('?').next().unwrap_or_default().trim_start_matches('/');
    folder.join(if path.is_empty() { "index.html" } else { path })
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js" | "mjs") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        _ => "text/html",
    }
}
