//! Any of the small values that facts are made of.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveTime};
use kakou_domain::fact::ClockReading;
use kakou_domain::{Answer, AuthorId, DivisionCode, FactId, Fix, Method, Position, SiteKind};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

pub(crate) fn any_uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

pub(crate) fn any_fact_id() -> impl Strategy<Value = FactId> {
    any_uuid().prop_map(FactId)
}

pub(crate) fn any_author() -> impl Strategy<Value = AuthorId> {
    any::<[u8; 16]>().prop_map(AuthorId)
}

pub(crate) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![".{0,12}", "[一-龥]{0,12}", any::<String>()]
}

pub(crate) fn any_division() -> impl Strategy<Value = DivisionCode> {
    prop_oneof!["[0-9]{2}", "[0-9]{4}", "[0-9]{6}", "[0-9]{9}", "[0-9]{12}"]
        .prop_map(|code| DivisionCode::new(&code).unwrap())
}

pub(crate) fn any_kind() -> impl Strategy<Value = SiteKind> {
    "[a-z0-9_]{1,64}".prop_map(|kind| SiteKind::new(&kind).unwrap())
}

/// To the millisecond, as a clock gives it, with any offset.
pub(crate) fn any_moment() -> impl Strategy<Value = DateTime<FixedOffset>> {
    let begin = DateTime::parse_from_rfc3339("1970-01-01T00:00:00Z").unwrap();
    (0..4_000_000_000_000i64, -14 * 60..=14 * 60i32).prop_map(move |(ms, minutes)| {
        let offset = FixedOffset::east_opt(minutes * 60).unwrap();
        (begin + Duration::milliseconds(ms)).with_timezone(&offset)
    })
}

pub(crate) fn any_clock() -> impl Strategy<Value = Option<ClockReading>> {
    let reading = (any::<i64>(), any_moment());
    option::of(reading.prop_map(|(drift_ms, measured_at)| ClockReading {
        drift_ms,
        measured_at,
    }))
}

pub(crate) fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..40_000i32).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(730_000 + days).unwrap())
}

pub(crate) fn any_time() -> impl Strategy<Value = NaiveTime> {
    (0..86_400u32).prop_map(|s| NaiveTime::from_num_seconds_from_midnight_opt(s, 0).unwrap())
}

pub(crate) fn any_method() -> impl Strategy<Value = Method> {
    use Method::{Announced, DocumentReview, PhoneCheck, Unannounced};
    select(vec![Unannounced, Announced, DocumentReview, PhoneCheck])
}

pub(crate) fn any_position() -> impl Strategy<Value = Position> {
    (-90.0..=90.0, -180.0..=180.0).prop_map(|(lat, lon)| Position::new(lat, lon).unwrap())
}

pub(crate) fn any_fix() -> impl Strategy<Value = Fix> {
    let known = (any_position(), option::of(0.0..1e9), any_moment());
    prop_oneof![
        known.prop_map(|(position, accuracy_m, at)| Fix::Known {
            position,
            accuracy_m,
            at
        }),
        any_text().prop_map(|reason| Fix::Missing { reason }),
    ]
}

pub(crate) fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        any::<i64>().prop_map(Answer::Count),
        any::<bool>().prop_map(Answer::YesNo),
        "[a-z]{1,8}".prop_map(Answer::One),
        prop::collection::vec("[a-z]{1,8}", 0..4).prop_map(Answer::Many),
        Just(Answer::NotChecked),
        any_text().prop_map(Answer::NotApplicable),
    ]
}
