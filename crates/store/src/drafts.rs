//! Drafts: one row each, saved at every answer before the caller hears that it was.

mod content;
mod recheck;

use chrono::SecondsFormat;
use kakou_domain::checklist::{Checklist, Template, evaluate, fill_normal};
use kakou_domain::draft::{Amends, Draft, FindingEdit};
use kakou_domain::places::SiteDefined;
use kakou_domain::visit::PhoneCall;
use kakou_domain::{Answer, Fix, Method, SiteId, VisitId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::{Result, StoreError};
use crate::review::round;
use crate::store::Store;
use crate::views::{DraftPage, DraftRow};
use crate::{lookup, meta, review};

pub use content::DraftDetails;
use content::draft_of;
pub(crate) use recheck::moves_of;

impl Store {
    /// Begins a visit at a site, now. Who must be there on the shift that is on is filled in.
    pub fn draft_new(&self, site: SiteId, method: Method) -> Result<DraftPage> {
        self.write(|tx| {
            let site = lookup::site(tx, site)?;
            let mut draft = self.empty_draft(tx, &site, method)?;
            let checklist = checklist_of(tx, &draft)?;
            self.expect_shift(tx, &checklist, &mut draft)?;
            draft.count_calls(&checklist);
            self.save(tx, &draft)?;
            self.page(tx, draft)
        })
    }

    /// Begins the correction of a sealed visit, with all that it says now.
    pub fn draft_amend(&self, visit: VisitId) -> Result<DraftPage> {
        self.write(|tx| {
            let draft = self.amending(tx, visit)?;
            self.save(tx, &draft)?;
            self.page(tx, draft)
        })
    }

    /// What a sealed visit says now, as a draft that corrects it.
    pub(crate) fn amending(&self, db: &Connection, visit: VisitId) -> Result<Draft> {
        let row = lookup::visit(db, visit)?;
        let content = row.current().ok_or(StoreError::NoVisit(visit))?;
        Ok(Draft {
            id: VisitId(self.new_id(db)?.0),
            amends: Some(Amends {
                visit,
                follows: row.follow_next(),
            }),
            ..draft_of(visit, content)
        })
    }

    /// A draft with all that its page shows.
    pub fn draft(&self, id: VisitId) -> Result<DraftPage> {
        self.read(|db| {
            let draft = load(db, id)?;
            self.page(db, draft)
        })
    }

    /// The drafts, the one that was saved last first.
    pub fn drafts(&self) -> Result<Vec<DraftRow>> {
        self.read(|db| {
            let text = "SELECT doc, saved_at FROM draft WHERE discarded_at IS NULL
                        ORDER BY saved_at DESC, id DESC";
            let rows: Vec<(String, String)> = db
                .prepare_cached(text)?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            rows.into_iter()
                .map(|(doc, saved_at)| draft_row(db, &doc, saved_at))
                .collect()
        })
    }

    /// Saves one answer, or takes it back.
    pub fn draft_answer(
        &self,
        id: VisitId,
        item: &str,
        answer: Option<Answer>,
    ) -> Result<DraftPage> {
        self.change(id, |_, draft| {
            draft.answer(item, answer);
            Ok(())
        })
    }

    /// A group's button «the rest is normal»: answers what is unanswered and has a normal value.
    pub fn draft_fill(&self, id: VisitId, group: &str) -> Result<DraftPage> {
        self.change(id, |template, draft| {
            let filled = fill_normal(
                template,
                &draft.site.kind,
                draft.method,
                group,
                &draft.answers,
            );
            draft.fill(group, filled);
            Ok(())
        })
    }

    /// Takes the last press of a group's button back.
    pub fn draft_unfill(&self, id: VisitId, group: &str) -> Result<DraftPage> {
        self.change(id, |_, draft| {
            draft.unfill(group);
            Ok(())
        })
    }

    /// Rewrites a finding's sentence, changes its severity, or says that it was put right at once.
    pub fn draft_edit_finding(&self, id: VisitId, edit: FindingEdit) -> Result<DraftPage> {
        self.change(id, |_, draft| {
            draft.edit_finding(edit);
            Ok(())
        })
    }

    /// Notes a call to the duty phone, now.
    pub fn draft_call(&self, id: VisitId, answered: bool) -> Result<DraftPage> {
        let at = self.clock().now();
        self.change(id, |template, draft| {
            draft.call(template, PhoneCall { at, answered });
            Ok(())
        })
    }

    /// Takes the last call back.
    pub fn draft_uncall(&self, id: VisitId) -> Result<DraftPage> {
        self.change(id, |template, draft| {
            draft.uncall(template);
            Ok(())
        })
    }

    /// Notes where the device found itself to be, if that says more than what is noted.
    pub fn draft_fix(&self, id: VisitId, fix: Fix) -> Result<DraftPage> {
        self.change(id, |_, draft| {
            draft.note_fix(fix);
            Ok(())
        })
    }

    /// Saves what stands beside the answers.
    pub fn draft_details(&self, id: VisitId, details: DraftDetails) -> Result<DraftPage> {
        self.change(id, |_, draft| {
            details.apply(draft);
            Ok(())
        })
    }

    /// Puts a draft away. [`Store::draft_restore`] brings it back as long as nothing cleans up.
    pub fn draft_discard(&self, id: VisitId) -> Result<()> {
        self.write(|tx| {
            load(tx, id)?;
            let text = "UPDATE draft SET discarded_at = ?2 WHERE id = ?1";
            tx.execute(text, params![id.0.into_bytes(), self.stamp()])?;
            Ok(())
        })
    }

    /// Brings a discarded draft back.
    pub fn draft_restore(&self, id: VisitId) -> Result<DraftPage> {
        self.write(|tx| {
            let text = "UPDATE draft SET discarded_at = NULL WHERE id = ?1";
            tx.execute(text, [id.0.into_bytes()])?;
            let draft = load(tx, id)?;
            self.page(tx, draft)
        })
    }

    pub(crate) fn change(
        &self,
        id: VisitId,
        change: impl FnOnce(&Template, &mut Draft) -> Result<()>,
    ) -> Result<DraftPage> {
        self.write(|tx| {
            let mut draft = load(tx, id)?;
            let checklist = checklist_of(tx, &draft)?;
            change(&checklist, &mut draft)?;
            self.save(tx, &draft)?;
            self.page(tx, draft)
        })
    }

    pub(crate) fn empty_draft(
        &self,
        db: &Connection,
        site: &SiteDefined,
        method: Method,
    ) -> Result<Draft> {
        let (now, site) = (self.clock().now(), lookup::site_ref(site));
        let team = round::own_team(db)?;
        let inspectors = match &team {
            Some(team) => team.members.clone(),
            None => meta::get(db, meta::NAME)?.into_iter().collect(),
        };
        Ok(Draft {
            campaign: round::covering(db, now.date_naive(), &site)?,
            team: team.map(|team| team.id),
            inspectors,
            ..Draft::new(VisitId(self.new_id(db)?.0), site, method, now)
        })
    }

    /// Fills in who must be there at the time of the visit.
    pub(crate) fn expect_shift(
        &self,
        db: &Connection,
        template: &Template,
        draft: &mut Draft,
    ) -> Result<()> {
        let (_, shift) = lookup::shifts(db, draft.site.id, draft.visited_at)?;
        if let Some(shift) = shift {
            draft.expect(template, &shift);
        }
        Ok(())
    }

    fn save(&self, tx: &Transaction<'_>, draft: &Draft) -> Result<()> {
        let text = "INSERT INTO draft (id, site, doc, saved_at) VALUES (?1, ?2, ?3, ?4)
                    ON CONFLICT (id) DO UPDATE SET doc = excluded.doc, saved_at = excluded.saved_at";
        tx.prepare_cached(text)?.execute(params![
            draft.id.0.into_bytes(),
            draft.site.id.0.into_bytes(),
            serde_json::to_string(draft)?,
            self.stamp(),
        ])?;
        Ok(())
    }

    fn page(&self, db: &Connection, draft: Draft) -> Result<DraftPage> {
        let checklist = checklist_of(db, &draft)?;
        let evaluation = evaluate(&checklist, &draft.site.kind, draft.method, &draft.answers);
        let last = lookup::last_visit(db, draft.site.id)?;
        let last_answers = last
            .and_then(|(_, row)| row.current().map(|content| content.answers.clone()))
            .unwrap_or_default();
        let open = match draft.amends {
            Some(_) => Vec::new(),
            None => {
                let today = self.clock().now().date_naive();
                review::to_recheck(db, draft.site.id, today)?
            }
        };
        let text = "SELECT saved_at FROM draft WHERE id = ?1";
        let saved_at = db.query_row(text, [draft.id.0.into_bytes()], |row| row.get(0))?;
        Ok(DraftPage {
            draft,
            template: checklist.into_template(),
            evaluation,
            last_answers,
            open,
            saved_at,
        })
    }

    fn stamp(&self) -> String {
        self.clock()
            .now()
            .to_rfc3339_opts(SecondsFormat::Millis, false)
    }
}

/// A draft that is not put away.
pub(crate) fn load(db: &Connection, id: VisitId) -> Result<Draft> {
    let text = "SELECT doc FROM draft WHERE id = ?1 AND discarded_at IS NULL";
    let doc: Option<String> = db
        .prepare_cached(text)?
        .query_row([id.0.into_bytes()], |row| row.get(0))
        .optional()?;
    Ok(serde_json::from_str(&doc.ok_or(StoreError::NoDraft(id))?)?)
}

pub(crate) fn remove(tx: &Transaction<'_>, id: VisitId) -> Result<()> {
    tx.execute("DELETE FROM draft WHERE id = ?1", [id.0.into_bytes()])?;
    Ok(())
}

/// A new visit goes by the newest template; a correction by the one that the visit was made by.
pub(crate) fn checklist_of(db: &Connection, draft: &Draft) -> Result<Checklist> {
    if let Some(amends) = &draft.amends {
        let row = lookup::visit(db, amends.visit)?;
        if let Some(content) = row.current()
            && let Some(made_by) = lookup::checklist(db, &content.checklist.hash)?
        {
            return Ok(made_by);
        }
    }
    lookup::checklist_for(db, &draft.site.kind)
}

fn draft_row(db: &Connection, doc: &str, saved_at: String) -> Result<DraftRow> {
    let draft: Draft = serde_json::from_str(doc)?;
    let checklist = checklist_of(db, &draft)?;
    let evaluation = evaluate(&checklist, &draft.site.kind, draft.method, &draft.answers);
    let sum = |count: fn(&kakou_domain::checklist::GroupProgress) -> u32| {
        evaluation.groups.iter().map(count).sum()
    };
    Ok(DraftRow {
        id: draft.id,
        answered: sum(|group| group.answered),
        relevant: sum(|group| group.relevant),
        amends: draft.amends.map(|amends| amends.visit),
        site: draft.site,
        saved_at,
    })
}
