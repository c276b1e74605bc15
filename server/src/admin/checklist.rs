//! `checklist`: publishes checklists, and lists what is published.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Value, json};

use super::desk::Desk;
use crate::error::ServerError;
use crate::publish::publish;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Publish the checklist of a JSON file
    Publish {
        /// The file
        file: PathBuf,
    },
    /// List the checklists
    List,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<(), ServerError> {
    match &args.verb {
        Verb::Publish { file } => {
            let (template, published) = publish(&desk.open()?, file)?;
            let (id, version, hash) = (&template.id, template.version, template.hash());
            let word = if published {
                "published"
            } else {
                "is published already"
            };
            let document =
                json!({"id": id, "version": version, "hash": hash, "published": published});
            let text = format!("{} ({id}, version {version}) {word}", template.title.zh);
            desk.print(&document, &text)
        }
        Verb::List => {
            let templates = desk.open_up_to_date()?.checklists()?;
            let mut text = String::new();
            let mut documents: Vec<Value> = Vec::new();
            for one in templates {
                let kinds: Vec<_> = one.kinds.iter().map(|kind| kind.code.as_str()).collect();
                text.push_str(&format!(
                    "{} {}  {}  {}\n",
                    one.id,
                    one.version,
                    one.title.zh,
                    kinds.join(", ")
                ));
                documents.push(json!({
                    "id": one.id,
                    "version": one.version,
                    "hash": one.hash(),
                    "title": one.title,
                    "kinds": kinds,
                }));
            }
            desk.print(&documents, &text)
        }
    }
}
