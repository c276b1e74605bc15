//! Visits as they stand in files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use kakou_domain::draft::FindingEdit;
use kakou_domain::visit::Signature;
use kakou_domain::{Answers, CampaignId, DivisionCode, Method, SiteKind};
use kakou_store::{PhotoGiven, SiteGiven, VisitGiven};
use serde::Deserialize;
use serde_json::Value;

use crate::case_file::DispositionFile;
use crate::error::CliError;
use crate::file::read;
use crate::photo::read_photo;

/// The longest file of visits, in bytes.
const MOST: u64 = 256 << 20;

/// One visit of a file: `{site: id}` or `{division, site_kind, site: name}`, and what was seen.
#[derive(Deserialize)]
pub(crate) struct VisitFile {
    site: String,
    division: Option<DivisionCode>,
    site_kind: Option<SiteKind>,
    visited_at: DateTime<FixedOffset>,
    method: Method,
    #[serde(default)]
    inspectors: Vec<String>,
    #[serde(default)]
    campaign: Option<CampaignId>,
    #[serde(default)]
    answers: Answers,
    #[serde(default)]
    finding_edits: Vec<FindingEdit>,
    signature: Option<Signature>,
    #[serde(default)]
    photos: Vec<PhotoFile>,
    #[serde(default)]
    good_practice: String,
    #[serde(default)]
    notes: String,
    /// What followed.
    #[serde(default)]
    pub(crate) dispositions: Vec<DispositionFile>,
    /// Keys that are not known are ignored, and named once.
    #[serde(flatten)]
    pub(crate) ignored: BTreeMap<String, Value>,
}

/// A photo of a visit.
#[derive(Deserialize)]
struct PhotoFile {
    file: PathBuf,
    shows: Option<String>,
}

impl VisitFile {
    /// Reads the photos; a name without a folder is that of a file in `folder`.
    pub(crate) fn read_photos(&self, folder: &Path) -> Result<Vec<PhotoGiven>, CliError> {
        let read = |photo: &PhotoFile| read_photo(&folder.join(&photo.file), photo.shows.clone());
        self.photos.iter().map(read).collect()
    }

    /// As the store takes it.
    pub(crate) fn given(
        self,
        photos: Vec<PhotoGiven>,
        campaign: Option<CampaignId>,
    ) -> Result<VisitGiven, String> {
        Ok(VisitGiven {
            photos,
            site: site(self.site, self.division, self.site_kind)?,
            visited_at: self.visited_at,
            method: self.method,
            inspectors: self.inspectors,
            campaign: self.campaign.or(campaign),
            answers: self.answers,
            finding_edits: self.finding_edits,
            signature: self.signature,
            good_practice: self.good_practice,
            notes: self.notes,
        })
    }
}

fn site(
    site: String,
    division: Option<DivisionCode>,
    kind: Option<SiteKind>,
) -> Result<SiteGiven, String> {
    match (division, kind) {
        (Some(division), Some(site_kind)) => Ok(SiteGiven::Named {
            division,
            site_kind,
            name: site,
        }),
        (None, None) => {
            let id = site
                .parse()
                .map_err(|_| format!("no division and site_kind, and {site} is no site's id"))?;
            Ok(SiteGiven::Id { id })
        }
        (None, Some(_)) => Err("division is missing".to_owned()),
        (Some(_), None) => Err("site_kind is missing".to_owned()),
    }
}

/// The visits of a file, each with its place in it, and keys beside them that are not known.
pub(crate) struct VisitsFile {
    /// The round that they belong to.
    pub(crate) campaign: Option<Value>,
    pub(crate) visits: Vec<(String, Value)>,
    pub(crate) ignored: Vec<String>,
}

/// Reads a file: a visit, an array of visits, or an object with `visits`.
pub(crate) fn read_visits(path: &Path) -> Result<VisitsFile, CliError> {
    let bytes = read(path, MOST)?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|error| CliError::Input {
        path: path.to_owned(),
        problem: error.to_string(),
    })?;
    let numbered = |prefix: &str, visits: Vec<Value>| {
        visits
            .into_iter()
            .enumerate()
            .map(|(n, visit)| (format!("{prefix}[{n}]"), visit))
            .collect()
    };
    match value {
        Value::Array(visits) => Ok(VisitsFile {
            campaign: None,
            visits: numbered("", visits),
            ignored: Vec::new(),
        }),
        Value::Object(mut object) => match object.remove("visits") {
            Some(Value::Array(visits)) => Ok(VisitsFile {
                campaign: object.remove("campaign"),
                visits: numbered("visits", visits),
                ignored: object.into_iter().map(|(key, _)| key).collect(),
            }),
            Some(_) => Err(CliError::Input {
                path: path.to_owned(),
                problem: "visits is not an array".to_owned(),
            }),
            None => Ok(VisitsFile {
                campaign: None,
                visits: vec![("visit".to_owned(), Value::Object(object))],
                ignored: Vec::new(),
            }),
        },
        _ => Err(CliError::Input {
            path: path.to_owned(),
            problem: "neither a visit, nor an array of visits, nor an object with visits"
                .to_owned(),
        }),
    }
}
