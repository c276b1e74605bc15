//! The standard checklists, as far as a dictionary needs to know them: the codes of items and
//! their usual answers. What is asked only after an unusual answer comes with the problem.

use serde_json::{Map, Value, json};

use super::random::Random;

/// The answer of an item that nobody answered.
pub(crate) const UNANSWERED: &str = "not_checked";

/// An item and the answer that raises no finding.
pub(crate) struct Item {
    pub(crate) code: &'static str,
    usual: Usual,
}

enum Usual {
    /// This answer, as JSON.
    Is(&'static str),
    /// A count from the first number up to the second.
    Count(u64, u64),
    /// What was answered to another item before it.
    SameAs(&'static str),
    /// One to three of them.
    SomeOf(&'static [&'static str]),
}
use Usual::{Count, Is, SameAs, SomeOf};

impl Item {
    /// The usual answer, after these `earlier` ones.
    pub(crate) fn answer(&self, random: &mut Random, earlier: &Map<String, Value>) -> Value {
        match self.usual {
            Is(answer) => serde_json::from_str(answer).unwrap_or_default(),
            Count(from, to) => json!(from + random.below(to - from + 1)),
            SameAs(other) => earlier
                .get(other)
                .cloned()
                .unwrap_or_else(|| json!(UNANSWERED)),
            SomeOf(codes) => {
                let first = random.below(codes.len() as u64 - 2) as usize;
                let count = 1 + random.below(3) as usize;
                json!(codes[first..first + count])
            }
        }
    }
}

const fn item(code: &'static str, usual: Usual) -> Item {
    Item { code, usual }
}

const YES: Usual = Is("true");
const NO: Usual = Is("false");

#[rustfmt::skip]
pub(crate) static GROUPS: &[(&str, &[Item])] = &[
    ("staffing", &[
        item("staffing.rostered", Count(2, 6)),
        item("staffing.present", SameAs("staffing.rostered")),
        item("staffing.leader_present", YES),
        item("staffing.duty_phone_calls", Count(0, 2)),
        item("staffing.duty_phone_answered", SameAs("staffing.duty_phone_calls")),
    ]),
    ("protection", &[
        item("protection.staff_masked", YES),
        item("protection.public_masked", YES),
    ]),
    ("control", &[
        item("control.barrier", Is("\"gate\"")),
        item("control.single_entry", YES),
        item("control.outsiders_checked", YES),
    ]),
    ("registration", &[
        item("registration.register", Is("\"complete\"")),
        item("registration.temperature_measured", YES),
        item("registration.night", Is("\"both\"")),
        item("registration.crowding", NO),
        item("registration.shared_pen", NO),
    ]),
    ("disinfection", &[
        item("disinfection.times_yesterday", Count(2, 4)),
        item("disinfection.record_kept", YES),
    ]),
    ("gatherings", &[item("gatherings.kind", Is("[]"))]),
    ("publicity", &[item("publicity.forms", SomeOf(&[
        "posters", "banners", "broadcast", "mobile_broadcast", "leaflets", "sms", "screens",
        "new_media", "home_visits",
    ]))]),
    ("screening", &[item("screening.returnees_registered", YES)]),
    ("isolation", &[item("isolation.observed", Count(0, 3))]),
    ("supplies", &[item("supplies.short", Is("[]"))]),
    ("documents", &[
        item("documents.duty_roster", YES),
        item("documents.screening_ledger", YES),
        item("documents.temperature_ledger", YES),
        item("documents.daily_report", YES),
        item("documents.donation_ledger", YES),
    ]),
    ("pricing", &[item("pricing.raised", NO), item("pricing.marked", YES)]),
];

/// What only some kinds of site are asked.
#[rustfmt::skip]
pub(crate) static OWN: &[(&str, &[Item])] = &[
    ("transport_checkpoint", &[
        item("vehicles.checked", YES),
        item("screening.health_code_checked", YES),
    ]),
    ("residential_compound", &[item("patrol.daily", YES), item("vehicles.registered", YES)]),
    ("enterprise", &[
        item("readiness.mechanism", YES),
        item("readiness.screening", YES),
        item("readiness.supplies", YES),
        item("readiness.management", YES),
        item("enterprise.returned", Count(3, 90)),
    ]),
    ("shop", &[item("trading.must_close", NO)]),
    ("pharmacy", &[item("medicine.buyers_registered", YES)]),
    ("health_facility", &[
        item("supplies.inventory_known", YES),
        item("waste.handled", YES),
    ]),
    ("isolation_centre", &[
        item("isolation.signs_posted", YES),
        item("isolation.twice_daily_temperature", YES),
    ]),
    ("home_isolation", &[
        item("isolation.signs_posted", YES),
        item("isolation.twice_daily_temperature", YES),
        item("isolation.education", YES),
        item("isolation.provisions", YES),
        item("isolation.team", YES),
    ]),
    ("school", &[item("school.closed_gate", YES)]),
];
