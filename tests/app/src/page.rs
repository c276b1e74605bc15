//! Pressing, typing and reading, by the marks that the page gives its elements for tests. A mark
//! within another is written `outer/inner`. Each verb waits for what it needs.

use std::path::Path;
use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::json;
use tokio::time::{Instant, sleep};

use crate::window::{LOOK, PATIENCE, Window};

/// More than any page has to stop at.
const MOST_TABS: usize = 150;

impl Window {
    /// Presses what is marked so, once it is there and takes a press.
    pub async fn press(&self, mark: &str) {
        self.try_until(mark, "cannot be pressed", async || {
            let element = self.enabled(mark).await?;
            self.centre(&element).await?;
            element.click().await
        })
        .await;
        self.presses.set(self.presses.get() + 1);
    }

    /// Presses what is marked so in the row that shows a text.
    pub async fn press_in(&self, row: &str, shows: &str, mark: &str) {
        let path =
            format!("//*[@data-test='{row}'][contains(., '{shows}')]//*[@data-test='{mark}']");
        self.try_until(&path, "cannot be pressed", async || {
            let element = self.client.find(Locator::XPath(&path)).await?;
            self.centre(&element).await?;
            element.click().await
        })
        .await;
        self.presses.set(self.presses.get() + 1);
    }

    /// How often something was pressed, written into or chosen since the window opened: what a
    /// person has to do with a finger.
    pub fn presses(&self) -> usize {
        self.presses.get()
    }

    /// Chooses a file where one is asked for.
    pub async fn choose(&self, mark: &str, file: &Path) {
        let file = file.to_str().unwrap();
        self.try_until(mark, "takes no file", async || {
            let element = self.client.find(Locator::Css(&css(mark))).await?;
            element.send_keys(file).await
        })
        .await;
        self.presses.set(self.presses.get() + 1);
    }

    /// Draws a line with a pen or a finger, from the left to the right.
    pub async fn draw(&self, mark: &str) {
        self.read(mark, |_| true).await;
        let element = self.client.find(Locator::Css(&css(mark))).await.unwrap();
        self.centre(&element).await.unwrap();
        let to = |x, y| PointerAction::MoveToElement {
            element: element.clone(),
            duration: None,
            x,
            y,
        };
        let stroke = MouseActions::new("pen".to_owned())
            .then(to(-80.0, 0.0))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(to(0.0, -30.0))
            .then(to(80.0, 20.0))
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client.perform_actions(stroke).await.unwrap();
        self.presses.set(self.presses.get() + 1);
    }

    /// Goes on with the Tab key until the focus is on what is marked so.
    pub async fn tab_to(&self, mark: &str) {
        // What is asked for may only be on its way.
        self.read(mark, |_| true).await;
        for _ in 0..MOST_TABS {
            if self.has_focus(mark).await {
                return;
            }
            self.key(Key::Tab).await;
        }
        panic!(
            "the keyboard does not reach {mark}; the page: {}",
            self.all().await
        );
    }

    /// Strikes a key, wherever the focus is. While a page is drawn it may be on what goes away.
    pub async fn key(&self, key: Key) {
        self.try_until("the focus", "takes no key", async || {
            let focused = self.client.active_element().await?;
            focused.send_keys(&char::from(key).to_string()).await
        })
        .await;
    }

    /// Writes into a field in place of what stands in it.
    pub async fn write(&self, mark: &str, text: &str) {
        self.try_until(mark, "cannot be written into", async || {
            let element = self.enabled(mark).await?;
            self.centre(&element).await?;
            // Selecting all, as a person does: a field that is emptied by the driver does not tell
            // the page.
            let all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
            element.send_keys(&all).await?;
            element.send_keys(text).await
        })
        .await;
        self.holds(mark, text).await;
        self.presses.set(self.presses.get() + 1);
    }

    /// Waits until a field holds a text.
    pub async fn holds(&self, mark: &str, text: &str) {
        self.until(&format!("{mark} holds {text}"), async || {
            let element = self.client.find(Locator::Css(&css(mark))).await.ok()?;
            let held = element.prop("value").await.ok()?;
            Some(held.as_deref() == Some(text))
        })
        .await;
    }

    /// Waits until there is a picture.
    pub async fn drawn(&self, mark: &str) {
        let wide =
            "return document.querySelector(arguments[0])?.querySelector('img')?.naturalWidth";
        self.until(&format!("{mark} shows a picture"), async || {
            let args = vec![json!(css(mark))];
            let width = self.client.execute(wide, args).await.ok()?;
            Some(width.as_i64() > Some(0))
        })
        .await;
    }

    /// Waits until the focus is on what is marked so.
    pub async fn focused(&self, mark: &str) {
        self.until(&format!("the focus is on {mark}"), async || {
            Some(self.has_focus(mark).await)
        })
        .await;
    }

    async fn has_focus(&self, mark: &str) -> bool {
        let there = "return document.activeElement.matches(arguments[0])";
        let args = vec![json!(css(mark))];
        self.client.execute(there, args).await.unwrap() == true
    }

    /// What is to be read there, once it is so.
    pub async fn read(&self, mark: &str, expected: impl Fn(&str) -> bool) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let read = self.text(mark).await;
            match read {
                Some(text) if expected(&text) => return text,
                other => assert!(
                    Instant::now() < until,
                    "{mark} reads {other:?}; the page: {}",
                    self.all().await
                ),
            }
            sleep(LOOK).await;
        }
    }

    /// How long after the program was started a mark is there to be seen; the screen and the driver
    /// are there before it. It is asked for without a pause, so that the figure has none in it.
    pub async fn shows(&self, mark: &str) -> Duration {
        while self.text(mark).await.is_none() {
            assert!(self.started.elapsed() < PATIENCE, "{mark} is not shown");
        }
        self.started.elapsed()
    }

    /// How many are marked so now.
    pub async fn count(&self, mark: &str) -> usize {
        // Asked of the page itself: the driver stumbles over what goes away meanwhile.
        let all = "return document.querySelectorAll(arguments[0]).length";
        let counted = self.client.execute(all, vec![json!(css(mark))]).await;
        counted.unwrap().as_u64().map_or(0, |n| n as usize)
    }

    /// Waits until so many are marked so.
    pub async fn are(&self, mark: &str, number: usize) {
        self.until(&format!("there are {number} of {mark}"), async || {
            Some(self.count(mark).await == number)
        })
        .await;
    }

    /// Waits until nothing is marked so any more.
    pub async fn gone(&self, mark: &str) {
        self.are(mark, 0).await;
    }

    /// Waits until an answer shows as given. The page shows it so once it lies on the disk.
    pub async fn given(&self, mark: &str) {
        let pressed = format!("{}:is([aria-pressed=true], [aria-checked=true])", css(mark));
        self.until(&format!("{mark} shows as given"), async || {
            Some(self.client.find(Locator::Css(&pressed)).await.is_ok())
        })
        .await;
    }

    /// Waits until something holds; `None` is «cannot be told yet».
    pub(crate) async fn until(&self, what: &str, holds: impl AsyncFn() -> Option<bool>) {
        let until = Instant::now() + PATIENCE;
        while holds().await != Some(true) {
            assert!(
                Instant::now() < until,
                "waited in vain until {what}; the page: {}",
                self.all().await
            );
            sleep(LOOK).await;
        }
    }

    async fn try_until(&self, mark: &str, not: &str, deed: impl AsyncFn() -> Result<(), CmdError>) {
        let until = Instant::now() + PATIENCE;
        while let Err(error) = deed().await {
            assert!(
                Instant::now() < until,
                "{mark} {not}: {error}; the page: {}",
                self.all().await
            );
            sleep(LOOK).await;
        }
    }

    async fn enabled(&self, mark: &str) -> Result<Element, CmdError> {
        let css = css(mark);
        let ready = format!("{css}:not(:disabled):not([aria-disabled=true])");
        self.client.find(Locator::Css(&ready)).await
    }

    /// Away from headings and bars that stick to an edge, and once it lies still: a press on what a
    /// dialog still carries with it as it opens begins on it and ends beside it.
    async fn centre(&self, element: &Element) -> Result<(), CmdError> {
        let script = "const [one, done] = arguments;
            one.scrollIntoView({ block: 'center' });
            const place = () => { const at = one.getBoundingClientRect(); return `${at.x} ${at.y}`; };
            const carried = ({ effect, playState }) =>
                playState === 'running' && effect?.target?.contains(one);
            const look = (before, still) => {
                const now = place();
                const moves = now !== before || document.getAnimations().some(carried);
                if (!moves && still === 2) done();
                else requestAnimationFrame(() => look(now, moves ? 0 : still + 1));
            };
            look(place(), 0);";
        let args = vec![serde_json::to_value(element)?];
        self.client.execute_async(script, args).await.map(drop)
    }

    /// As a reader sees it. The driver's own word on it leaves out what may end in an ellipsis.
    async fn text(&self, mark: &str) -> Option<String> {
        let seen = "const all = [...document.querySelectorAll(arguments[0])];
            const seen = all.find((one) => one.checkVisibility());
            return seen ? seen.innerText ?? seen.textContent : null";
        let read = self.client.execute(seen, vec![json!(css(mark))]).await;
        read.ok()?.as_str().map(str::to_owned)
    }

    async fn all(&self) -> String {
        let body = self.client.find(Locator::Css("body")).await;
        match body {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    }
}

fn css(mark: &str) -> String {
    let parts: Vec<_> = mark
        .split('/')
        .map(|part| format!("[data-test=\"{part}\"]"))
        .collect();
    parts.join(" ")
}
