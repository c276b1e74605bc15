//! What axe-core says of a page. Nothing that it calls serious may be on any screen.

use std::path::Path;

use serde_json::Value;

use crate::window::Window;

const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/node_modules/axe-core/axe.min.js"
);
const RUN: &str = "const [done] = arguments;
    axe.run({ resultTypes: ['violations'] }).then(({ violations }) => done(violations
        .filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))));";

impl Window {
    /// Fails when a person who sees, hears or moves otherwise is shut out of what is shown now.
    pub async fn accessible(&self, screen: &str) {
        self.settle().await;
        let there = self.client.execute("return 'axe' in window", Vec::new());
        if there.await.unwrap() == false {
            self.client.execute(&program(), Vec::new()).await.unwrap();
        }
        let found = self.client.execute_async(RUN, Vec::new()).await.unwrap();
        assert_eq!(found, Value::Array(Vec::new()), "{screen}");
    }
}

fn program() -> String {
    let read = std::fs::read_to_string(Path::new(AXE));
    read.unwrap_or_else(|error| panic!("{AXE}: {error}; npm --prefix ui ci brings it"))
}
