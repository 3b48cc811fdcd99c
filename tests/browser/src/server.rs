//! A server of files on this machine, which counts what it is asked for and can go away.

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
    asked: Arc<Mutex<Vec<String>>>,
    stopped: Arc<AtomicBool>,
}

impl Server {
    /// Serves a folder at a free port.
    ///
    /// # Panics
    /// There is no free port.
    pub fn start(folder: &Path) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("the address");
        let (asked, stopped) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let server = Self { address, asked: asked.clone(), stopped: stopped.clone() };
        let folder = folder.to_owned();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // The listener is closed with the loop: whoever asks now is refused.
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let (folder, asked) = (folder.clone(), asked.clone());
                thread::spawn(move || answer(stream, &folder, &asked));
            }
        });
        server
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The paths that it was asked for so far.
    ///
    /// # Panics
    /// An answering thread has panicked.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("what was asked").clone()
    }

    /// Goes away: from now on nobody answers.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes the loop, which then ends.
        drop(TcpStream::connect(self.address));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn answer(mut stream: TcpStream, folder: &Path, asked: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    // All of the request has to be read, or the answer is lost with the connection.
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let Some(path) = request.split(' ').nth(1) else { return };
    asked.lock().expect("what was asked").push(path.to_owned());
    let (status, kind, body) = match fs::read(file(folder, path)) {
        Ok(body) => ("200 OK", kind(path), body),
        Err(_) => ("404 Not Found", "text/plain", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // A browser that has gone away needs no answer.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

fn file(folder: &Path, path: &str) -> PathBuf {
    let path = path.split('?').next().unwrap_or_default().trim_start_matches('/');
    folder.join(if path.is_empty() { "index.html" } else { path })
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js" | "mjs") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        _ => "text/html",
    }
}
