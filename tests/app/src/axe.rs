//! What axe-core says of a page. Nothing that it calls serious may be on any screen.

use std::path::Path;

use serde_json::{Value, json};

use crate::window::Window;

const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/node_modules/axe-core/axe.min.js"
);
const RUN: &str = "const [runOnly, done] = arguments;
    const options = { resultTypes: ['violations'], runOnly: runOnly ?? undefined };
    axe.run(options).then(({ violations }) => done(violations
        .filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))));";
/// The rules of axe that a theme's colours can break: the others say the same in each theme.
const OF_COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];
/// What the app itself does to wear a theme.
const WEAR: &str = "const [theme] = arguments;
    document.documentElement.dataset.theme = theme;
    document.body.classList.toggle('body--dark', theme === 'dark');
    document.body.classList.toggle('body--light', theme !== 'dark');";

impl Window {
    /// Fails when a person who sees, hears or moves otherwise is shut out of what is shown now, in
    /// whichever theme.
    pub async fn accessible(&self, screen: &str) {
        let there = self.client.execute("return 'axe' in window", Vec::new());
        if there.await.unwrap() == false {
            self.client.execute(&program(), Vec::new()).await.unwrap();
        }
        let chosen = "return document.documentElement.dataset.theme";
        let chosen = self.client.execute(chosen, Vec::new()).await.unwrap();
        let mut themes = [json!("light"), json!("dark"), json!("sunlight")];
        // The one that was chosen comes last, and stays.
        themes.sort_by_key(|theme| *theme == chosen);
        let mut rules = Value::Null;
        for theme in themes {
            self.client
                .execute(WEAR, vec![theme.clone()])
                .await
                .unwrap();
            self.settle().await;
            let found = self.client.execute_async(RUN, vec![rules]).await.unwrap();
            assert_eq!(found, Value::Array(Vec::new()), "{screen}, {theme}");
            rules = json!({ "type": "rule", "values": OF_COLOURS });
        }
    }
}

fn program() -> String {
    let read = std::fs::read_to_string(Path::new(AXE));
    read.unwrap_or_else(|error| panic!("{AXE}: {error}; npm --prefix ui ci brings it"))
}
