//! The app in its window, with a screen and a driver of its own.

use std::cell::Cell;
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

use crate::program::{ours, start};
use crate::screen::Screen;

/// The longest that anything in the window may take before a test gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks at the window.
pub(crate) const LOOK: Duration = Duration::from_millis(50);

/// A tablet that lies.
pub const LYING: (u32, u32) = (1280, 800);
/// A tablet that stands.
pub const STANDING: (u32, u32) = (800, 1280);
/// A phone.
pub const PHONE: (u32, u32) = (390, 844);

/// The app in its real window.
pub struct Window {
    /// The session; for what [`Window`] has no verb for.
    pub client: Client,
    pub(crate) presses: Cell<usize>,
    pub(crate) started: Instant,
    driver: Child,
    _screen: Screen,
}

impl Window {
    /// Opens the app on a tablet's folder, for somebody who wants less motion, and without an emulated
    /// graphics processor: most tests wait for what is there in the end.
    pub async fn open(tablet: &Path) -> Self {
        Self::begin(&ours("kakou-app"), tablet, Motion::Less).await
    }

    /// Opens the app as it is when nobody has set anything.
    pub async fn open_moving(tablet: &Path) -> Self {
        Self::open_program(&ours("kakou-app"), tablet).await
    }

    /// Opens a program with a window of Tauri's on a tablet's folder.
    pub async fn open_program(program: &Path, tablet: &Path) -> Self {
        Self::begin(program, tablet, Motion::All).await
    }

    async fn begin(program: &Path, tablet: &Path, motion: Motion) -> Self {
        let screen = Screen::start().await;
        let port = free_port();
        let driver = start("WebKitWebDriver", "webkit2gtk-driver", |command| {
            command.arg(format!("--port={port}"));
            surroundings(command, tablet, &screen.name);
            if motion == Motion::Less {
                less_motion(command, tablet);
            }
        });
        answers(port).await;
        let capabilities = json!({"webkitgtk:browserOptions": {
            "binary": program, "args": [],
        }});
        let started = Instant::now();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(serde_json::from_value(capabilities).unwrap())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await;
        Self {
            client: client.unwrap_or_else(|error| panic!("the app's window: {error}")),
            presses: Cell::new(0),
            started,
            driver,
            _screen: screen,
        }
    }

    /// The app's processes, the page's among them.
    pub fn processes(&self) -> Vec<u32> {
        let mut all = children(self.driver.id().unwrap());
        let mut at = 0;
        while let Some(process) = all.get(at) {
            all.extend(children(*process));
            at += 1;
        }
        all
    }

    /// Ends the app as a dead battery does: at once, without a word to it.
    pub async fn kill(mut self) {
        let driver = self.driver.id().unwrap();
        for app in children(driver) {
            let app = app.to_string();
            let killed = Command::new("kill").args(["-KILL", &app]).status().await;
            assert!(killed.unwrap().success(), "the app {app} cannot be killed");
        }
        self.driver.kill().await.unwrap();
    }

    /// Makes the page as large as a tablet's or a phone's.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        self.client
            .set_window_rect(0, 0, width, height)
            .await
            .unwrap();
        let size = "return [innerWidth, innerHeight]";
        self.until("the window is resized", async || {
            let now = self.client.execute(size, Vec::new()).await.ok()?;
            Some(now == json!([width, height]))
        })
        .await;
    }

    /// What is to be seen now, as PNG, once nothing moves any more.
    pub async fn picture(&self) -> Vec<u8> {
        self.settle().await;
        self.client.screenshot().await.unwrap()
    }

    /// Waits until nothing moves any more.
    pub(crate) async fn settle(&self) {
        let still = "const [done] = arguments;
            const moving = document.getAnimations().map((one) => one.finished.catch(() => {}));
            document.fonts.ready.then(() => Promise.all(moving))
                .then(() => requestAnimationFrame(() => requestAnimationFrame(done)));";
        self.client.execute_async(still, Vec::new()).await.unwrap();
    }

    /// Asks the shell as the page does, for what no press can do: the picker of files is the
    /// system's.
    pub async fn invoke(&self, command: &str, args: Value) -> Value {
        let answered = self.ask(command, args).await;
        assert!(answered["fault"].is_null(), "{command}: {answered}");
        answered["answer"].clone()
    }

    /// Asks the shell for what the page may not have; answers what it said instead.
    pub async fn refused(&self, command: &str, args: Value) -> String {
        let answered = self.ask(command, args).await;
        assert!(!answered["fault"].is_null(), "{command}: {answered}");
        answered["fault"].to_string()
    }

    async fn ask(&self, command: &str, args: Value) -> Value {
        let script = "const [command, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, args)
                .then((answer) => done({ answer }), (fault) => done({ fault }));";
        let args = vec![json!(command), args];
        self.client.execute_async(script, args).await.unwrap()
    }
}

/// What somebody has asked of the system.
#[derive(Clone, Copy, PartialEq)]
enum Motion {
    All,
    Less,
}

/// Sets the system to less motion.
fn less_motion(command: &mut Command, tablet: &Path) {
    let config = tablet.join("config");
    let gtk = config.join("gtk-3.0");
    std::fs::create_dir_all(&gtk).unwrap();
    let settings = "[Settings]\ngtk-enable-animations=0\n";
    std::fs::write(gtk.join("settings.ini"), settings).unwrap();
    command.env("XDG_CONFIG_HOME", config);
}

fn surroundings(command: &mut Command, tablet: &Path, display: &str) {
    // What is drawn without a graphics processor is compiled first: once for all windows.
    let shaders = std::env::temp_dir().join("kakou-shaders");
    command
        .env("DISPLAY", display)
        .env("KAKOU_DATA", tablet.join("data"))
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("TZ", "Asia/Shanghai")
        // The page's own store and caches, so that one tablet's do not reach another's.
        .env("XDG_DATA_HOME", tablet.join("share"))
        .env("XDG_CACHE_HOME", tablet.join("cache"))
        .env("MESA_SHADER_CACHE_DIR", shaders)
        .env("NO_AT_BRIDGE", "1")
        .env("GDK_BACKEND", "x11")
        .env("RUST_LOG", "warn")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    for proxy in ["http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(proxy).env_remove(proxy.to_uppercase());
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

async fn answers(port: u16) {
    let until = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        assert!(Instant::now() < until, "WebKitWebDriver does not answer");
        sleep(LOOK).await;
    }
}

/// What a process started: the driver the app, the app its page's processes.
fn children(of: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{of}/task")).into_iter();
    let lists = threads.flatten().flatten().map(|thread| thread.path());
    let texts = lists.filter_map(|thread| std::fs::read_to_string(thread.join("children")).ok());
    texts
        .flat_map(|text| {
            let ids = text.split_whitespace().filter_map(|id| id.parse().ok());
            ids.collect::<Vec<_>>()
        })
        .collect()
}
