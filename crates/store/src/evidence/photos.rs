//! Photos on drafts, and photos that are added to sealed visits.

use chrono::{DateTime, FixedOffset};
use kakou_domain::fact::Body;
use kakou_domain::seal::check_evidence;
use kakou_domain::supplement::supplement;
use kakou_domain::visit::Evidence;
use kakou_domain::{Fix, VisitId};
use kakou_picture::{MEDIA_TYPE, Photo, photo};

use crate::append::NewFact;
use crate::error::{Result, StoreError};
use crate::lookup;
use crate::store::Store;
use crate::views::{DraftPage, Room, VisitPage};

use super::name::{BlobName, Part};

/// The setting that says how large photos are kept.
const EDGE_SETTING: &str = "photo-edge";
/// Longest edges that the setting may ask for, in pixels; the middle one without a setting.
const EDGES: [u32; 3] = [1280, DEFAULT_EDGE, 3072];
const DEFAULT_EDGE: u32 = 2048;

/// A photo as a camera or a file gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoGiven {
    /// JPEG, PNG or WebP.
    pub bytes: Vec<u8>,
    /// The item or finding category that it shows; `None` is the visit as a whole.
    pub shows: Option<String>,
    /// Where the device is now.
    pub position: Option<Fix>,
}

impl Store {
    /// Makes a photo ready and puts it on a draft. The same photo again replaces what was said of it.
    ///
    /// # Errors
    /// Not a picture, no room, no such draft, or more photos than a visit may have.
    pub fn draft_photo_add(&self, id: VisitId, given: &PhotoGiven) -> Result<DraftPage> {
        let photo = self.made_ready(given)?;
        self.change(id, |_, draft| {
            draft.add_photo(self.kept(&photo, given, self.clock().now())?);
            Ok(check_evidence(&draft.evidence)?)
        })
    }

    /// Takes a photo off a draft. [`Store::draft_photo_restore`] brings it back for at least a day.
    pub fn draft_photo_remove(&self, id: VisitId, sha256: &str) -> Result<DraftPage> {
        self.change(id, |_, draft| {
            draft.remove_photo(sha256);
            if let Ok(name) = BlobName::new(sha256, Part::Whole)
                && let Err(error) = self.shelf().touch(&name)
            {
                tracing::warn!(code = error.code(), "an evidence file's time cannot be set");
            }
            Ok(())
        })
    }

    /// Puts a photo back that was taken off, as long as its file lies here.
    pub fn draft_photo_restore(&self, id: VisitId, photo: Evidence) -> Result<DraftPage> {
        self.change(id, |_, draft| {
            let mut photo = photo;
            self.says_itself(&mut photo)?;
            draft.add_photo(photo);
            Ok(check_evidence(&draft.evidence)?)
        })
    }

    /// Makes a photo ready and keeps its file for what will be stated of it. What nothing has named
    /// after a day is cleaned up: whoever changes his mind has nothing to do.
    ///
    /// # Errors
    /// Not a picture, or no room.
    pub fn photo_keep(&self, given: &PhotoGiven) -> Result<Evidence> {
        let photo = self.made_ready(given)?;
        self.write(|_| self.kept(&photo, given, self.clock().now()))
    }

    /// What a photo's file is, the file says, not whoever hands it in.
    pub(crate) fn says_itself(&self, photo: &mut Evidence) -> Result<()> {
        let size = self.file_size(&photo.sha256)?;
        photo.size = size.ok_or_else(|| StoreError::NoPhoto(photo.sha256.clone()))?;
        photo.media_type = MEDIA_TYPE.to_owned();
        Ok(())
    }

    /// Adds photos to a sealed visit: 补充. Those that the visit has already are not stated again.
    ///
    /// # Errors
    /// As of [`Store::draft_photo_add`], for the visit. Nothing is added when one photo is bad.
    pub fn supplement(
        &self,
        visit: VisitId,
        given: &[PhotoGiven],
        notes: &str,
    ) -> Result<VisitPage> {
        let photos = self.all_made_ready(given)?;
        self.write(|tx| {
            let row = lookup::visit(tx, visit)?;
            let now = self.clock().now();
            let kept = photos
                .iter()
                .map(|(photo, given)| self.kept(photo, given, now));
            let added = supplement(visit, &row, kept.collect::<Result<_>>()?, notes)?;
            let Some(added) = added else { return Ok(()) };
            let site = row.current().map(|content| content.site.division.clone());
            let new = NewFact {
                id: None,
                scope: site.into_iter().collect(),
                follows: row.follow_next(),
                body: Body::VisitSupplemented(added),
            };
            self.append(tx, vec![new])?;
            Ok(())
        })?;
        self.visit(visit)
    }

    /// Each photo as it is kept, with what is said of it; none, when one of them is bad.
    pub(crate) fn all_made_ready<'a>(
        &self,
        given: &'a [PhotoGiven],
    ) -> Result<Vec<(Photo, &'a PhotoGiven)>> {
        let ready = given.iter().map(|one| Ok((self.made_ready(one)?, one)));
        ready.collect()
    }

    /// The photo as it is kept. Done before the transaction that keeps it, for it takes a while.
    fn made_ready(&self, given: &PhotoGiven) -> Result<Photo> {
        if self.room()? == Room::AnswersOnly {
            return Err(StoreError::NoRoomForPhotos);
        }
        let asked = self.setting(EDGE_SETTING)?;
        let asked = asked.and_then(|text| text.parse().ok());
        let edge = asked.filter(|edge| EDGES.contains(edge));
        Ok(photo(&given.bytes, edge.unwrap_or(DEFAULT_EDGE))?)
    }

    /// Writes a photo's file, and says what a visit states of it. Called in the transaction that
    /// states it: so nothing is cleaned up between the two.
    pub(crate) fn kept(
        &self,
        photo: &Photo,
        given: &PhotoGiven,
        taken_at: DateTime<FixedOffset>,
    ) -> Result<Evidence> {
        Ok(Evidence {
            sha256: self.keep(photo)?,
            size: photo.bytes.len() as u64,
            media_type: MEDIA_TYPE.to_owned(),
            shows: given.shows.clone(),
            taken_at,
            position: given.position.clone(),
        })
    }
}
