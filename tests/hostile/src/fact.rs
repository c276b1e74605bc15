//! Facts as somebody writes them who keeps to no rule: each field says what the test wants.

use kakou_domain::FactId;
use kakou_test_support::village;
use serde_json::{Value, json};
use uuid::Uuid;

/// A fact in the making.
#[derive(Debug, Clone)]
pub struct FactBuilder {
    id: Option<FactId>,
    fields: Value,
}

/// A fact of this kind for 白营镇, without anything in it, written on the morning of 16 February 2020.
pub fn fact(kind: &str) -> FactBuilder {
    FactBuilder {
        id: None,
        fields: json!({
            "id": null,
            "kind": kind,
            "scope": ["410523105"],
            "at": "2020-02-16T08:00:00.000+08:00",
            "clock": null,
            "follows": [],
            "by": "督查九组",
            "body": {},
        }),
    }
}

/// A visit of the insider's own at a village's checkpoint, with everything else as in another's.
pub fn visit_like(sealed: &Value, at: &'static str) -> FactBuilder {
    let site = village(at);
    let division = site.division.as_str();
    let place = json!({
        "id": site.id(), "name": site.name, "kind": site.kind, "division": site.division,
    });
    let made = FactBuilder::of(sealed).own_id().by("督查九组");
    let made = made.scope(&[division]).says("/site", place);
    made.says("/evidence", json!([]))
        .says("/inspectors", json!(["督查员己"]))
}

impl FactBuilder {
    /// Another's fact, to be altered. It keeps its id.
    pub fn of(payload: &Value) -> Self {
        let id = payload["id"].as_str().unwrap().parse().unwrap();
        Self {
            id: Some(id),
            fields: payload.clone(),
        }
    }

    /// Under this id, in place of one that is the author's own.
    #[must_use]
    pub fn id(mut self, id: impl Into<Uuid>) -> Self {
        self.id = Some(FactId(id.into()));
        self
    }

    /// Under an id of its author.
    #[must_use]
    pub fn own_id(mut self) -> Self {
        self.id = None;
        self
    }

    /// For these divisions.
    #[must_use]
    pub fn scope(self, divisions: &[&str]) -> Self {
        self.with("scope", json!(divisions))
    }

    /// By this person.
    #[must_use]
    pub fn by(self, name: &str) -> Self {
        self.with("by", json!(name))
    }

    /// As if it had been written then, RFC 3339.
    #[must_use]
    pub fn at(self, time: &str) -> Self {
        self.with("at", json!(time))
    }

    /// After these facts.
    #[must_use]
    pub fn follows(self, facts: &[FactId]) -> Self {
        self.with("follows", json!(facts))
    }

    /// With this to say.
    #[must_use]
    pub fn body(self, body: Value) -> Self {
        self.with("body", body)
    }

    /// With something else at a place of what it says: `/site/name`.
    #[must_use]
    pub fn says(mut self, place: &str, value: impl Into<Value>) -> Self {
        let place = format!("/body{place}");
        match self.fields.pointer_mut(&place) {
            Some(there) => *there = value.into(),
            None => {
                let (parent, name) = place.rsplit_once('/').unwrap();
                self.fields.pointer_mut(parent).unwrap()[name] = value.into();
            }
        }
        self
    }

    /// What it says.
    pub fn said(&self) -> Value {
        self.fields["body"].clone()
    }

    fn with(mut self, field: &str, value: Value) -> Self {
        self.fields[field] = value;
        self
    }

    /// The payload; where no id was named, under this one.
    pub(crate) fn payload(&self, id: FactId) -> Vec<u8> {
        let mut fields = self.fields.clone();
        fields["id"] = json!(self.id.unwrap_or(id));
        serde_json::to_vec(&fields).unwrap()
    }
}
