//! Pressing, typing and reading, by the marks that the page gives its elements for tests. A mark
//! within another is written `outer/inner`. Each verb waits for what it needs.

use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use tokio::time::{Instant, sleep};

use crate::window::{LOOK, PATIENCE, Window};

impl Window {
    /// Presses what is marked so, once it is there and takes a press.
    pub async fn press(&self, mark: &str) {
        self.try_until(mark, "cannot be pressed", async || {
            let element = self.enabled(mark).await?;
            self.centre(&element).await?;
            element.click().await
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
        self.until(&format!("{mark} holds {text}"), async || {
            let element = self.client.find(Locator::Css(&css(mark))).await.ok()?;
            let held = element.prop("value").await.ok()?;
            Some(held.as_deref() == Some(text))
        })
        .await;
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

    /// How many are marked so now.
    pub async fn count(&self, mark: &str) -> usize {
        let found = self.client.find_all(Locator::Css(&css(mark))).await;
        found.unwrap().len()
    }

    /// Waits until an answer shows as given. The page shows it so once it lies on the disk.
    pub async fn given(&self, mark: &str) {
        let pressed = format!("{}[aria-pressed=true]", css(mark));
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

    /// Away from headings and bars that stick to an edge.
    async fn centre(&self, element: &Element) -> Result<(), CmdError> {
        let script = "arguments[0].scrollIntoView({ block: 'center' })";
        let args = vec![serde_json::to_value(element)?];
        self.client.execute(script, args).await.map(drop)
    }

    async fn text(&self, mark: &str) -> Option<String> {
        let element = self.client.find(Locator::Css(&css(mark))).await.ok()?;
        element.text().await.ok()
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
