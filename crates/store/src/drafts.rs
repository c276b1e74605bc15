//! Drafts: one row each, saved at every answer before the caller hears that it was.

use chrono::SecondsFormat;
use kakou_domain::checklist::{FilledFrom, Template, evaluate, fill_normal};
use kakou_domain::draft::{Amends, Draft, FindingEdit};
use kakou_domain::places::SiteDefined;
use kakou_domain::visit::{Signature, VisitContent};
use kakou_domain::{Answer, CampaignId, Fix, Method, SiteId, VisitId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Deserialize;

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::{DraftPage, DraftRow};
use crate::{lookup, meta, review};

/// What a draft says beside its answers; only what is set is changed.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(default, deny_unknown_fields)]
pub struct DraftDetails {
    /// How.
    pub method: Option<Method>,
    /// By whom.
    pub inspectors: Option<Vec<String>>,
    /// In which round.
    pub campaign: Option<CampaignId>,
    /// Signature or why none.
    pub signature: Option<Signature>,
    /// Where the device is.
    pub position: Option<Fix>,
    /// 亮点做法
    pub good_practice: Option<String>,
    /// Free text.
    pub notes: Option<String>,
}

impl Store {
    /// Begins a visit at a site, now. The number rostered for the shift that is on is filled in.
    pub fn draft_new(&self, site: SiteId, method: Method) -> Result<DraftPage> {
        self.write(|tx| {
            let site = lookup::site(tx, site)?;
            let mut draft = self.empty_draft(tx, &site, method)?;
            let template = lookup::template_for(tx, &site.kind)?;
            let (_, shift) = lookup::shifts(tx, site.id(), draft.visited_at)?;
            if let Some(shift) = shift {
                for item in template
                    .items
                    .iter()
                    .filter(|item| item.filled_from == FilledFrom::Roster)
                {
                    draft.answer(&item.code, Some(Answer::Count(shift.required.into())));
                }
            }
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
            id: VisitId(self.new_id().0),
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

    fn change(
        &self,
        id: VisitId,
        change: impl FnOnce(&Template, &mut Draft) -> Result<()>,
    ) -> Result<DraftPage> {
        self.write(|tx| {
            let mut draft = load(tx, id)?;
            let template = template_of(tx, &draft)?;
            change(&template, &mut draft)?;
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
        Ok(Draft {
            id: VisitId(self.new_id().0),
            amends: None,
            site: lookup::site_ref(site),
            campaign: None,
            team: None,
            inspectors: meta::get(db, meta::NAME)?.into_iter().collect(),
            method,
            visited_at: self.clock().now(),
            position: None,
            answers: Default::default(),
            filled: Vec::new(),
            finding_edits: Vec::new(),
            evidence: Vec::new(),
            signature: None,
            good_practice: String::new(),
            notes: String::new(),
        })
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
        let template = template_of(db, &draft)?;
        let evaluation = evaluate(&template, &draft.site.kind, draft.method, &draft.answers);
        let last = lookup::last_visit(db, draft.site.id)?;
        let last_answers = last
            .and_then(|(_, row)| row.current().map(|content| content.answers.clone()))
            .unwrap_or_default();
        let open = match draft.amends {
            Some(_) => Vec::new(),
            None => review::open_findings(db, draft.site.id)?,
        };
        let text = "SELECT saved_at FROM draft WHERE id = ?1";
        let saved_at = db.query_row(text, [draft.id.0.into_bytes()], |row| row.get(0))?;
        Ok(DraftPage {
            draft,
            template,
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

impl DraftDetails {
    fn apply(self, draft: &mut Draft) {
        fn set<T>(place: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *place = value;
            }
        }
        set(&mut draft.method, self.method);
        set(&mut draft.inspectors, self.inspectors);
        set(&mut draft.good_practice, self.good_practice);
        set(&mut draft.notes, self.notes);
        draft.campaign = self.campaign.or(draft.campaign);
        draft.signature = self.signature.or(draft.signature.take());
        draft.position = self.position.or(draft.position.take());
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
pub(crate) fn template_of(db: &Connection, draft: &Draft) -> Result<Template> {
    if let Some(amends) = &draft.amends {
        let row = lookup::visit(db, amends.visit)?;
        let hash = row.current().map(|content| &content.checklist.hash);
        let template = hash.map(|hash| lookup::template(db, hash)).transpose()?;
        if let Some(template) = template.flatten() {
            return Ok(template);
        }
    }
    lookup::template_for(db, &draft.site.kind)
}

/// What a sealed visit says, as something that can be typed on.
pub(crate) fn draft_of(id: VisitId, content: &VisitContent) -> Draft {
    let standing = content
        .findings
        .iter()
        .filter(|finding| finding.withdrawn.is_none());
    let edits = standing.map(|finding| FindingEdit {
        category: finding.category.clone(),
        text: finding.rule_text.as_ref().map(|_| finding.text.clone()),
        severity: finding.severity_reason.as_ref().map(|_| finding.severity),
        reason: finding.severity_reason.clone(),
        rectified_on_spot: finding.rectified_on_spot,
    });
    let said = |edit: &FindingEdit| {
        edit.text.is_some() || edit.severity.is_some() || edit.rectified_on_spot
    };
    Draft {
        id,
        amends: None,
        site: content.site.clone(),
        campaign: content.campaign,
        team: content.team,
        inspectors: content.inspectors.clone(),
        method: content.method,
        visited_at: content.visited_at,
        position: Some(content.position.clone()),
        answers: content.answers.clone(),
        filled: content.filled.clone(),
        finding_edits: edits.filter(said).collect(),
        evidence: content.evidence.clone(),
        signature: Some(content.signature.clone()),
        good_practice: content.good_practice.clone(),
        notes: content.notes.clone(),
    }
}

fn draft_row(db: &Connection, doc: &str, saved_at: String) -> Result<DraftRow> {
    let draft: Draft = serde_json::from_str(doc)?;
    let template = template_of(db, &draft)?;
    let evaluation = evaluate(&template, &draft.site.kind, draft.method, &draft.answers);
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
